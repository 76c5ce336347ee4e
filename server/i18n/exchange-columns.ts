type Pair = readonly [zh: string, en: string]

/**
 * The columns of a checklist workbook (in the sheet “checklist”: its rows): what the heading says, and what the guide says
 * about it. A column that holds a text in both languages appears here once; its two headings are made from `exchange.in.zh`
 * and `exchange.in.en`.
 */
const columns = {
  'checklist.field': [
    ['项目', 'Field'],
    ['字段名称，请勿修改。', 'The name of the field; leave it as it is.'],
  ],
  'checklist.value': [
    ['内容', 'Value'],
    ['填写内容；双语字段在此填写中文。', 'What the field says; where it is a text in two languages, the Chinese one.'],
  ],
  'checklist.value_en': [
    ['英文内容', 'Value in English'],
    ['仅双语字段填写。', 'Only where the field is a text in two languages.'],
  ],
  'checklist.id': [
    ['检查表代码', 'Checklist code'],
    ['检查表的固定代码，不随版本变化。', 'Names the checklist; it never changes, whatever the version.'],
  ],
  'checklist.version': [
    ['版本号', 'Version'],
    [
      '三段数字，如1.2.0。已发布的版本不能修改，任何改动都需要新的版本号。',
      'Three numbers, such as 1.2.0. A published version is frozen: every change needs a new one.',
    ],
  ],
  'checklist.kind': [
    ['检查类型', 'Kind'],
    [
      '由谁执行：主机厂审核、神秘顾客或经销商自检。',
      'Who runs it: an audit of the car maker, a mystery shopper, the dealer.',
    ],
  ],
  'checklist.program': [
    ['项目代码', 'Programme'],
    [
      '所属项目，用小写字母、数字和下划线，如after_sales。',
      'The programme it belongs to: small letters, digits and underscores, such as after_sales.',
    ],
  ],
  'checklist.title': [
    ['名称', 'Title'],
    ['检查表名称。', 'The name of the checklist.'],
  ],
  'checklist.purpose': [
    ['目的', 'Purpose'],
    ['一句话说明检查目的。', 'One sentence: what it is for.'],
  ],
  'checklist.announce': [
    ['通知方式', 'Announcement'],
    ['是否事先通知经销商。', 'Whether the dealer is told beforehand.'],
  ],
  'checklist.blind': [
    ['结果发布前保密', 'Blind'],
    ['填“是”：结果发布前经销商看不到任何信息。', 'Yes: the dealer learns nothing before the release.'],
  ],
  'checklist.duration_min': [
    ['计划时长（分钟）', 'Duration (minutes)'],
    ['仅用于排期。', 'For planning only.'],
  ],
  'checklist.rollup': [
    ['总分计算方式', 'Rollup'],
    ['全部检查项合并计算，或按章节权重计算。', 'All items pooled, or sections by their weights.'],
  ],
  'checklist.section_rollup': [
    ['章节得分计算方式', 'Rollup within sections'],
    [
      '可不填。章节内按得分之和、各项平均或最低的一项。',
      'May be left empty. Points pooled, the mean of the items, or the lowest item.',
    ],
  ],
  'checklist.start': [
    ['起始分', 'Points at the start'],
    ['仅用于“起始分逐项扣除”，如100。', 'Only where losses are taken off a start, such as 100.'],
  ],
  'checklist.start_critical': [
    ['关键发现项扣分', 'Taken off per critical finding'],
    [
      '可不填。填写后按发现项级别扣分，代替该项失分。',
      'May be left empty. If given, taken off instead of the points that the item lost.',
    ],
  ],
  'checklist.start_major': [
    ['严重发现项扣分', 'Taken off per major finding'],
    [
      '可不填。填写后按发现项级别扣分，代替该项失分。',
      'May be left empty. If given, taken off instead of the points that the item lost.',
    ],
  ],
  'checklist.start_minor': [
    ['一般发现项扣分', 'Taken off per minor finding'],
    [
      '可不填。填写后按发现项级别扣分，代替该项失分。',
      'May be left empty. If given, taken off instead of the points that the item lost.',
    ],
  ],
  'checklist.start_observation': [
    ['观察发现项扣分', 'Taken off per observation'],
    [
      '可不填。填写后按发现项级别扣分，代替该项失分。',
      'May be left empty. If given, taken off instead of the points that the item lost.',
    ],
  ],
  'checklist.na': [
    ['不适用项的处理', 'What N/A counts'],
    ['不计入、计0分、计满分，或不允许选择。', 'Left out, no points, full points; or it may not be chosen.'],
  ],
  'checklist.unanswered': [
    ['未作答项的处理', 'What an unanswered item does'],
    ['禁止提交、计0分或不计入。', 'Stops submission, counts 0, or is left out.'],
  ],
  'checklist.coverage_scope': [
    ['最低覆盖率的范围', 'Coverage: looked at'],
    [
      '按整份检查表、每个章节或每个分组考核覆盖率。',
      'Whether coverage is asked of the whole audit, of every section or of every group.',
    ],
  ],
  'checklist.coverage_min': [
    ['最低覆盖率', 'Coverage: least share'],
    [
      '以分数填写，如2/3；低于此比例则不评等级。无要求填0/1。',
      'A fraction such as 2/3; with less answered than that there is no grade. 0/1 asks for nothing.',
    ],
  ],
  'checklist.most_na': [
    ['不适用项上限', 'Coverage: most N/A'],
    [
      '可不填。没有实际答案的计分项最多几项。',
      'May be left empty. At most so many scored items without an answer of their own.',
    ],
  ],
  'checklist.display_decimals': [
    ['得分显示小数位', 'Decimals shown'],
    ['0至4。', '0 to 4.'],
  ],
  'checklist.section_round_decimals': [
    ['章节得分取整小数位', 'Decimals of section results'],
    [
      '可不填。填写后，章节得分率先按此位数取整，再判断门槛。',
      'May be left empty. If given, section results are rounded to it before the gates look at them.',
    ],
  ],
  'checklist.round_points': [
    ['检查项得分取整小数位', 'Round items to'],
    ['可不填。填写后以取整后的分数继续计算。', 'May be left empty. What is built on the points sees them rounded.'],
  ],
  'checklist.round_section': [
    ['章节得分率取整小数位', 'Round sections to'],
    [
      '可不填。填写后以取整后的得分率继续计算。',
      'May be left empty. What is built on section results sees them rounded.',
    ],
  ],
  'checklist.round_whole': [
    ['总得分率取整小数位', 'Round the whole to'],
    ['可不填。填写后以取整后的得分率继续计算。', 'May be left empty. Gates and grades see the result rounded.'],
  ],
  'checklist.grade_on': [
    ['评级依据', 'Grade taken from'],
    ['精确得分（默认）或显示得分。', 'The exact result (the default), or the one shown.'],
  ],
  'checklist.floor': [
    ['得分率下限（%）', 'Floor (%)'],
    [
      '可不填。无论扣多少分，总得分率都不低于此值。',
      'May be left empty. The result is never below it, whatever was taken off.',
    ],
  ],
  'checklist.bonus_cap': [
    ['加分封顶（%）', 'Bonus cap (%)'],
    [
      '可不填。总得分率含加分时的上限，如100。',
      'May be left empty. The most that a result can reach with bonus items, such as 100.',
    ],
  ],
  'checklist.bonus_points_cap': [
    ['加分上限（分）', 'Bonus cap (points)'],
    ['可不填。全部加分项合计最多加几分。', 'May be left empty. All bonus items together add so many points at most.'],
  ],
  'checklist.index_scale': [
    ['指数满分', 'Index scale'],
    [
      '可不填。如1000，则同时显示千分制指数。',
      'May be left empty. With 1000 the result is also shown as an index out of 1000.',
    ],
  ],
  'checklist.weights_add_to': [
    ['权重合计', 'Weights add up to'],
    ['可不填，默认100。', 'May be left empty; 100 then.'],
  ],
  'checklist.daily': [
    ['日检周期', 'Schedule: daily'],
    ['仅自检表，如business_day。', 'Self-checks only, such as business_day.'],
  ],
  'checklist.weekly': [
    ['周检周期', 'Schedule: weekly'],
    ['仅自检表，如iso_week。', 'Self-checks only, such as iso_week.'],
  ],
  'checklist.monthly': [
    ['月检周期', 'Schedule: monthly'],
    ['仅自检表，如calendar_month。', 'Self-checks only, such as calendar_month.'],
  ],

  'section.id': [
    ['章节代码', 'Section code'],
    [
      '在本检查表内唯一；“检查项”表用它指明所属章节。',
      'Unique in this checklist; the sheet of items names sections by it.',
    ],
  ],
  'section.title': [
    ['章节名称', 'Section title'],
    ['章节的名称。', 'The name of the section.'],
  ],
  'section.weight': [
    ['权重', 'Weight'],
    ['各章节权重之和为100（或“检查表”中填写的合计）。', 'They add up to 100, or to what the sheet “Checklist” says.'],
  ],
  'section.rollup': [
    ['计算方式', 'Rollup'],
    ['可不填。本章节与其他章节不同时填写。', 'May be left empty. Where it differs from the other sections.'],
  ],
  'section.start': [
    ['起始分', 'Points at the start'],
    [
      '可不填。本章节从此分起，逐项扣除，扣完为止。',
      'May be left empty. The section starts with them; what its items lose is taken off, down to 0.',
    ],
  ],
  'section.pass_mark': [
    ['合格线（%）', 'Pass mark (%)'],
    ['可不填。80%填80。', 'May be left empty. Write 80 for 80 %.'],
  ],

  'item.section': [
    ['所属章节', 'Section'],
    ['章节代码。', 'The code of a section.'],
  ],
  'item.id': [
    ['检查项代码', 'Item code'],
    [
      '在所有检查表中唯一，不重复使用；含义变了，代码也要变。',
      'Unique over all checklists and never used again; when the meaning changes, so does the code.',
    ],
  ],
  'item.text': [
    ['检查内容', 'Statement'],
    [
      '一条可观察的事实，用肯定句：“是”即符合。',
      'One fact that can be observed, in the affirmative: yes means that it conforms.',
    ],
  ],
  'item.method': [
    ['检查方法', 'Method'],
    ['从下拉列表选择。', 'Choose from the list.'],
  ],
  'item.type': [
    ['作答方式', 'Response'],
    ['决定后面哪些列需要填写。', 'Decides which of the columns to the right are filled in.'],
  ],
  'item.points': [
    ['分值', 'Points'],
    ['可得的最高分；记录项为0。', 'The most that can be earned; 0 for an information item.'],
  ],
  'item.class': [
    ['类别', 'Class'],
    ['必达、建议、加分或记录。', 'Mandatory, recommended, bonus or information.'],
  ],
  'item.critical': [
    ['关键项', 'Critical'],
    [
      '填“是”的检查项供门槛判断，不影响本项得分。不填即“否”。',
      'Gates look at it; its own points stay as they are. Empty means no.',
    ],
  ],
  'item.scored': [
    ['本次计分', 'Scored this time'],
    [
      '填“否”的检查项照常检查和展示，但本次不计分。不填即“是”。',
      'No: the item is asked and shown, but not scored this time. Empty means yes.',
    ],
  ],
  'item.factor': [
    ['满意度因素', 'Satisfaction factor'],
    ['从下拉列表选择。', 'Choose from the list.'],
  ],
  'item.responsible': [
    ['责任岗位', 'Responsible post'],
    [
      '整改措施建议由该岗位负责。新岗位请先在“词表”中增加一行。',
      'Proposed for the corrective action. Add a new post to the sheet of lists first.',
    ],
  ],
  'item.capa_days': [
    ['整改天数', 'Days to correct'],
    ['自整改计划批准之日起的自然日数。', 'Calendar days from the approval of the plan.'],
  ],
  'item.na_allowed': [
    ['允许不适用', 'N/A allowed'],
    ['填“是”可选“不适用”，但须写明原因。不填即“否”。', 'Yes: N/A may be chosen, with a reason. Empty means no.'],
  ],
  'item.frequency': [
    ['频次', 'Frequency'],
    ['仅自检表：日检、周检或月检。', 'Self-checks only: daily, weekly or monthly.'],
  ],
  'item.scale': [
    ['评分表', 'Scale'],
    ['作答方式为“评分”时填写，名称见“选项”表。', 'For the response “scale”: its name, as in the sheet of options.'],
  ],
  'item.ratings': [
    ['多次评分取值', 'Several ratings: how'],
    [
      '可不填。同一项多次评分时取平均、取最低或分别计分。',
      'May be left empty. Where an item is rated several times: the mean, the worst, or each by itself.',
    ],
  ],
  'item.ratings_decimals': [
    ['多次评分小数位', 'Several ratings: decimals'],
    ['可不填。平均值的小数位。', 'May be left empty. Decimals of the mean.'],
  ],
  'item.size': [
    ['样本量', 'Sample size'],
    ['作答方式为“抽样”时填写。', 'For the response “sample”.'],
  ],
  'item.unit': [
    ['单位', 'Unit'],
    ['抽样和测量值的单位，如“份工单”、℃。', 'What is counted or measured, such as job cards or °C.'],
  ],
  'item.rule': [
    ['判定规则', 'Rule'],
    [
      '抽样：按比例、按允许不合格数、按分档或按AQL；数值：合格范围（默认）、分档、占比、按次扣分或按步扣分。',
      'Samples: share, accept number, bands or AQL; numbers: range (the default), bands, share of a whole, deduction by count or by steps.',
    ],
  ],
  'item.accept': [
    ['允许不合格数', 'Accept number'],
    ['规则为“允许不合格数”时填写，须小于样本量。', 'For the rule “accept number”; smaller than the sample size.'],
  ],
  'item.level': [
    ['检验水平', 'Inspection level'],
    ['规则为“按AQL”时填写，如II。', 'For the rule “AQL”, such as II.'],
  ],
  'item.aql': [
    ['AQL', 'AQL'],
    ['规则为“按AQL”时填写，如2.5。', 'For the rule “AQL”, such as 2.5.'],
  ],
  'item.band_set': [
    ['抽样分档', 'Sample bands'],
    [
      '抽样规则为“按分档”时填写，名称见“选项”表。',
      'For a sample with the rule “bands”: the name of the set, as in the sheet of options.',
    ],
  ],
  'item.min_ok': [
    ['合格下限', 'Least allowed value'],
    [
      '作答方式为“数值”时，下限与上限至少填一个。',
      'For the response “number”: fill in the least value, the greatest or both.',
    ],
  ],
  'item.max_ok': [
    ['合格上限', 'Greatest allowed value'],
    [
      '作答方式为“数值”时，下限与上限至少填一个。',
      'For the response “number”: fill in the least value, the greatest or both.',
    ],
  ],
  'item.of': [
    ['满值', 'Share of'],
    ['规则为“占比”时填写：数值达到此值得满分。', 'For the rule “share of a whole”: the value that earns full points.'],
  ],
  'item.per': [
    ['每次扣分', 'Off for each'],
    ['规则为“按次扣分”时填写。', 'For the rule “deduction by count”.'],
  ],
  'item.most': [
    ['最多扣分', 'Off at most'],
    ['可不填。规则为“按次扣分”时最多扣几分。', 'May be left empty. For the rule “deduction by count”.'],
  ],
  'item.step_from': [
    ['起扣值', 'Steps from'],
    ['规则为“按步扣分”时填写：从此值起开始扣。', 'For the rule “deduction by steps”: where they begin.'],
  ],
  'item.step': [
    ['步长', 'Step'],
    ['规则为“按步扣分”时填写：每差多少算一步。', 'For the rule “deduction by steps”: how far a step goes.'],
  ],
  'item.per_step': [
    ['每步扣分', 'Off for each step'],
    ['规则为“按步扣分”时填写。', 'For the rule “deduction by steps”.'],
  ],
  'item.steps': [
    ['步的算法', 'Which steps count'],
    [
      '规则为“按步扣分”时填写：满一步才扣，或不满一步也扣。',
      'For the rule “deduction by steps”: full steps only, or started ones too.',
    ],
  ],
  'item.worse': [
    ['变差方向', 'Worse is'],
    ['可不填，默认越低越差。', 'May be left empty; lower is worse then.'],
  ],
  'item.from': [
    ['计时起点', 'Timed from'],
    [
      '作答方式为“时长”时填写时间点代码；分档见“选项”表。',
      'For the response “duration”: the code of a mark. The bands are in the sheet of options.',
    ],
  ],
  'item.to': [
    ['计时终点', 'Timed to'],
    ['作答方式为“时长”时填写时间点代码。', 'For the response “duration”: the code of a mark.'],
  ],
  'item.half_credit': [
    ['部分得分规则', 'Half credit'],
    [
      '可不填。仅单选：填“是”时，分值不超过1分的项部分符合不得分。',
      'May be left empty. Choice only: with yes, an item of at most 1 point earns nothing between none and all.',
    ],
  ],
  'item.demerit_base': [
    ['基础扣分', 'Demerit base'],
    ['可不填。仅单选：每个大于0的扣分都再加上它。', 'May be left empty. Choice only: added to every demerit above 0.'],
  ],
  'item.photo': [
    ['证据：照片', 'Evidence: photo'],
    ['不填即不要求。', 'Empty: none is asked for.'],
  ],
  'item.note': [
    ['证据：备注', 'Evidence: note'],
    ['不填即不要求。', 'Empty: none is asked for.'],
  ],
  'item.document': [
    ['证据：文件', 'Evidence: document'],
    ['不填即不要求。', 'Empty: none is asked for.'],
  ],
  'item.sample_refs': [
    ['证据：样本编号', 'Evidence: sample numbers'],
    ['不填即不要求。', 'Empty: none is asked for.'],
  ],
  'item.measured_value': [
    ['证据：测量值', 'Evidence: measured value'],
    ['不填即不要求。', 'Empty: none is asked for.'],
  ],
  'item.timestamps': [
    ['证据：时间', 'Evidence: times'],
    ['不填即不要求。', 'Empty: none is asked for.'],
  ],
  'item.receipt': [
    ['证据：票据', 'Evidence: receipt'],
    ['不填即不要求。', 'Empty: none is asked for.'],
  ],
  'item.guide': [
    ['判定说明', 'Guide'],
    ['看哪里、怎样算符合、允许几处不符合。', 'Where to look, what counts, how many misses are tolerated.'],
  ],
  'item.groups': [
    ['分组', 'Groups'],
    [
      '可不填。检查项另外计入的分组代码，用逗号分隔。',
      'May be left empty. Codes of groups that the item counts in too, separated by commas.',
    ],
  ],
  'item.tags': [
    ['标签', 'Tags'],
    ['用逗号分隔，如practice:24h-call。', 'Separated by commas, such as practice:24h-call.'],
  ],

  'condition.kind': [
    ['对象', 'Kind of row'],
    ['条件属于章节还是检查项。', 'Whether the condition is that of a section or of an item.'],
  ],
  'condition.owner': [
    ['章节或检查项代码', 'Code of the section or item'],
    ['一个章节或检查项一行；同一行的条件须全部成立。', 'One row for each; all conditions of a row must hold.'],
  ],
  'condition.item': [
    ['取决于检查项', 'Depends on item'],
    ['排在前面的检查项的代码。', 'The code of an item that stands earlier.'],
  ],
  'condition.is': [
    ['答案为', 'Answered'],
    [
      '其中任一答案即成立，用逗号分隔：yes、no、选项代码、评分分值、not_applicable。',
      'One of these, separated by commas: yes, no, codes of options, scores, not_applicable.',
    ],
  ],
  'condition.has': [
    ['经销商具备', 'Dealer has'],
    ['须全部具备的经销商特征，用逗号分隔。', 'Features that the dealer must all have, separated by commas.'],
  ],
  'condition.lacks': [
    ['经销商不具备', 'Dealer lacks'],
    ['须全部不具备的经销商特征，用逗号分隔。', 'Features that the dealer must not have, separated by commas.'],
  ],
  'condition.last': [
    ['上次结果', 'Last result'],
    [
      '上次审核中的结果为其中之一时适用，用逗号分隔。',
      'How the item came out in the dealer’s last audit: one of these, separated by commas.',
    ],
  ],
  'condition.reached': [
    ['已到达时间点', 'Mark reached'],
    [
      '仅神秘顾客：未到达该时间点时，自动不适用。',
      'Mystery shops only: where the mark was not reached it is N/A by itself.',
    ],
  ],

  'option.kind': [
    ['行类型', 'Kind of row'],
    [
      '本行是什么：评分表、评分等级、各种分档或选项。',
      'What the row is: a scale, one of its anchors, a band or an option.',
    ],
  ],
  'option.owner': [
    ['所属', 'Belongs to'],
    [
      '评分表或抽样分档填其名称；时长分档、数值分档和选项填检查项代码。',
      'The name of the scale or set of sample bands; for durations, values and options the item code.',
    ],
  ],
  'option.code': [
    ['选项代码', 'Option code'],
    ['仅选项。', 'Options only.'],
  ],
  'option.score': [
    ['评分', 'Score'],
    ['仅评分等级，从高到低排列。', 'Anchors only, from the best down.'],
  ],
  'option.min': [
    ['下限', 'From'],
    [
      '抽样分档：比例0至1，从高到低，最后一行为0；数值分档：从高到低。',
      'Sample bands: a share from 0 to 1, descending, the last one 0. Value bands: descending.',
    ],
  ],
  'option.upto': [
    ['上限', 'Up to'],
    ['仅数值分档，从低到高排列；与下限二选一。', 'Value bands only, ascending; instead of “from”.'],
  ],
  'option.max_s': [
    ['时限（秒）', 'Limit (seconds)'],
    ['仅时长分档，从小到大排列。', 'Duration bands only, ascending.'],
  ],
  'option.ratio': [
    ['得分系数', 'Ratio'],
    [
      '得分为分值的几成：1为满分，0.5为一半，0为不得分。',
      'The part of the points that is earned: 1 all, 0.5 half, 0 none.',
    ],
  ],
  'option.points': [
    ['得分', 'Points'],
    [
      '仅选项：选择它得几分，可为负数。系数、得分、扣分三选一。',
      'Options only: what it earns, also below 0. One of ratio, points and demerit.',
    ],
  ],
  'option.possible': [
    ['应得分', 'Possible'],
    [
      '可不填。各选项的应得分不同时填写。',
      'May be left empty. Where the points possible differ from option to option.',
    ],
  ],
  'option.demerit': [
    ['扣分', 'Demerit'],
    ['仅选项：选择它扣几分。', 'Options only: what it costs.'],
  ],
  'option.text': [
    ['说明', 'Text'],
    ['评分等级和选项的文字。', 'The wording of an anchor or option.'],
  ],
  'option.severity': [
    ['级别', 'Severity'],
    [
      '评分等级必填；选项可不填，不填则由类别决定。',
      'Anchors need one; without one the class of the item decides over an option.',
    ],
  ],
  'option.max': [
    ['满分', 'Best score'],
    [
      '仅评分表；抽样分档填写判定所用的满分。',
      'Scales only; for sample bands the best score of the scale that judges them.',
    ],
  ],
  'option.finding': [
    ['发现项界限', 'Finding at or below'],
    ['得分不高于此值即为发现项。', 'A score up to this is a finding.'],
  ],
  'option.failed': [
    ['不合格界限', 'Failed at or below'],
    ['得分不高于此值即为不合格。', 'A score up to this failed.'],
  ],

  'loss.item': [
    ['检查项代码', 'Item code'],
    ['失分描述所属的检查项。', 'The item that the loss belongs to.'],
  ],
  'loss.code': [
    ['失分代码', 'Loss code'],
    ['在本检查项内唯一，如L1。', 'Unique within the item, such as L1.'],
  ],
  'loss.text': [
    ['失分描述', 'Loss'],
    ['供勾选的现成描述，一句话说清看到了什么。', 'Ready-made wording to tick: what was seen, in one short sentence.'],
  ],
  'loss.severity': [
    ['级别', 'Severity'],
    ['可不填。仅当勾选后可能提高级别时填写。', 'May be left empty. Only where ticking it may raise the finding.'],
  ],

  'photo.item': [
    ['检查项代码', 'Item code'],
    ['照片所属的检查项。', 'The item that the photo belongs to.'],
  ],
  'photo.code': [
    ['照片代码', 'Photo code'],
    ['在本检查项内唯一。', 'Unique within the item.'],
  ],
  'photo.text': [
    ['照片名称', 'Photo'],
    ['必拍照片的名称。', 'The name of a photo that must be taken.'],
  ],

  'band.grade': [
    ['等级', 'Grade'],
    ['从最好到最差排列。', 'From the best grade down.'],
  ],
  'band.min': [
    ['得分率下限（%）', 'From (%)'],
    [
      '逐级降低，最后一级为0。90%填90。也可不填，改用其他条件。',
      'Descending, the last one 0. Write 90 for 90 %. May be left empty where other conditions decide.',
    ],
  ],
  'band.text': [
    ['等级名称', 'Name of the grade'],
    ['如优秀、良好。', 'Such as excellent or good.'],
  ],
  'band.rebate': [
    ['返利系数', 'Rebate coefficient'],
    ['可不填。', 'May be left empty.'],
  ],
  'band.min_points': [
    ['得分下限', 'Points from'],
    ['本级至少要得的总分。', 'At least so many points earned in all.'],
  ],
  'band.min_section': [
    ['各章节下限（%）', 'Every section from (%)'],
    ['各章节得分率都不低于此值。', 'Every section reaches this percentage.'],
  ],
  'band.all_sections_pass': [
    ['各章节均达合格线', 'Every section passes'],
    ['填“是”或不填。', 'Yes or empty.'],
  ],
  'band.max_total': [
    ['总失分上限', 'Points lost, at most'],
    ['失分合计不超过此值。', 'Points lost in all.'],
  ],
  'band.max_single': [
    ['单项失分上限', 'Points lost by one item, at most'],
    ['任一检查项失分不超过此值。', 'By any single item.'],
  ],
  'band.max_critical': [
    ['关键发现项上限', 'Critical findings, at most'],
    ['不超过几项。', 'How many there may be.'],
  ],
  'band.max_major': [
    ['严重发现项上限', 'Major findings, at most'],
    ['不超过几项。', 'How many there may be.'],
  ],
  'band.max_minor': [
    ['一般发现项上限', 'Minor findings, at most'],
    ['不超过几项。', 'How many there may be.'],
  ],
  'band.max_observation': [
    ['观察项上限', 'Observations, at most'],
    ['不超过几项。', 'How many there may be.'],
  ],

  'alternative.grade': [
    ['等级', 'Grade'],
    [
      '备选条件所属的等级：除该等级自身的条件外，至少满足其中一行。每个等级至少两行。',
      'The grade that it belongs to: besides the conditions of its own row, those of one of these must hold. At least two rows a grade.',
    ],
  ],
  'alternative.min': [
    ['得分率下限（%）', 'From (%)'],
    ['90%填90。', 'Write 90 for 90 %.'],
  ],
  'alternative.min_points': [
    ['得分下限', 'Points from'],
    ['本级至少要得的总分。', 'At least so many points earned in all.'],
  ],
  'alternative.min_section': [
    ['各章节下限（%）', 'Every section from (%)'],
    ['各章节得分率都不低于此值。', 'Every section reaches this percentage.'],
  ],
  'alternative.all_sections_pass': [
    ['各章节均达合格线', 'Every section passes'],
    ['填“是”或不填。', 'Yes or empty.'],
  ],
  'alternative.max_total': [
    ['总失分上限', 'Points lost, at most'],
    ['失分合计不超过此值。', 'Points lost in all.'],
  ],
  'alternative.max_single': [
    ['单项失分上限', 'Points lost by one item, at most'],
    ['任一检查项失分不超过此值。', 'By any single item.'],
  ],
  'alternative.max_critical': [
    ['关键发现项上限', 'Critical findings, at most'],
    ['不超过几项。', 'How many there may be.'],
  ],
  'alternative.max_major': [
    ['严重发现项上限', 'Major findings, at most'],
    ['不超过几项。', 'How many there may be.'],
  ],
  'alternative.max_minor': [
    ['一般发现项上限', 'Minor findings, at most'],
    ['不超过几项。', 'How many there may be.'],
  ],
  'alternative.max_observation': [
    ['观察项上限', 'Observations, at most'],
    ['不超过几项。', 'How many there may be.'],
  ],

  'group.id': [
    ['分组代码', 'Group code'],
    ['在本检查表内唯一。', 'Unique in this checklist.'],
  ],
  'group.kind': [
    ['分组类型', 'Kind of group'],
    ['如step、element；门槛可按类型判断。', 'Such as step or element; gates can look at one kind.'],
  ],
  'group.text': [
    ['分组名称', 'Group'],
    ['跨章节的分组，如过程步骤。', 'Items of several sections that have a result together, such as a process step.'],
  ],

  'gate.id': [
    ['门槛代码', 'Gate code'],
    ['在本检查表内唯一。', 'Unique in this checklist.'],
  ],
  'gate.text': [
    ['门槛说明', 'Wording'],
    ['打印在报告上的说明。', 'Printed on the report.'],
  ],
  'gate.critical_failed_min': [
    ['条件：不合格关键项数（至少）', 'If critical items failed (at least)'],
    ['同一行填写多个条件时，须全部成立。', 'Where a row has several conditions, all must hold.'],
  ],
  'gate.any_section_below': [
    ['条件：任一章节低于（%）', 'If any section below (%)'],
    ['80%填80。', 'Write 80 for 80 %.'],
  ],
  'gate.section': [
    ['条件：指定章节', 'If section …'],
    ['章节代码，与下一列一起填写。', 'The code of a section; filled in together with the next column.'],
  ],
  'gate.section_below': [
    ['条件：指定章节低于（%）', '… below (%)'],
    ['80%填80。', 'Write 80 for 80 %.'],
  ],
  'gate.group_kind': [
    ['条件：分组类型', 'If any group (of the kind) …'],
    [
      '可不填。只看此类型的分组，与下一列一起填写。',
      'May be left empty. Only groups of this kind; filled in together with the next column.',
    ],
  ],
  'gate.any_group_below': [
    ['条件：任一分组低于（%）', '… is below (%)'],
    ['80%填80。', 'Write 80 for 80 %.'],
  ],
  'gate.sections_failed_min': [
    ['条件：未达合格线的章节数（至少）', 'If sections below their pass mark (at least)'],
    ['合格线见“章节”表。', 'The pass marks are in the sheet of sections.'],
  ],
  'gate.item_failed': [
    ['条件：检查项不合格', 'If item failed'],
    ['检查项代码。', 'The code of an item.'],
  ],
  'gate.item_scored': [
    ['条件：指定检查项', 'If item …'],
    ['检查项代码，与下一列一起填写。', 'The code of an item; filled in together with the next column.'],
  ],
  'gate.item_score_at_most': [
    ['条件：指定检查项得分不高于', '… scores at most'],
    ['评分表的评分；其他作答方式为所得分数。', 'The score on the scale; for other responses the points earned.'],
  ],
  'gate.critical_score_at_most': [
    ['条件：任一关键项得分不高于', 'If a critical item scores at most'],
    ['评分表的评分；其他作答方式为所得分数。', 'The score on the scale; for other responses the points earned.'],
  ],
  'gate.any_score_at_most': [
    ['条件：任一检查项得分不高于', 'If any item scores at most'],
    ['评分表的评分；其他作答方式为所得分数。', 'The score on the scale; for other responses the points earned.'],
  ],
  'gate.count_critical': [
    ['条件：关键发现项数（至少）', 'If critical findings (at least)'],
    ['几个级别同时填写时，须全部成立。', 'Where several severities are filled in, all must hold.'],
  ],
  'gate.count_major': [
    ['条件：严重发现项数（至少）', 'If major findings (at least)'],
    ['几个级别同时填写时，须全部成立。', 'Where several severities are filled in, all must hold.'],
  ],
  'gate.count_minor': [
    ['条件：一般发现项数（至少）', 'If minor findings (at least)'],
    ['几个级别同时填写时，须全部成立。', 'Where several severities are filled in, all must hold.'],
  ],
  'gate.count_observation': [
    ['条件：观察项数（至少）', 'If observations (at least)'],
    ['几个级别同时填写时，须全部成立。', 'Where several severities are filled in, all must hold.'],
  ],
  'gate.max_single': [
    ['条件：单项失分（至少）', 'If one item lost (at least)'],
    ['分数。', 'In points.'],
  ],
  'gate.coverage_below': [
    ['条件：覆盖率低于', 'If coverage below'],
    ['以分数填写，如2/3。', 'A fraction such as 2/3.'],
  ],
  'gate.not_applicable_min': [
    ['条件：不适用项数（至少）', 'If not applicable (at least)'],
    ['计分项中选择“不适用”的项数。', 'Scored items that are N/A.'],
  ],
  'gate.finding_repeat': [
    ['条件：重复发现项数（至少）', 'If repeated findings (at least)'],
    ['上次检查已有的发现项再次出现。', 'Findings of the last audit that are found again.'],
  ],
  'gate.cap_grade': [
    ['结果：等级最高为', 'Then grade at best'],
    ['每行只填一个结果。', 'A row has exactly one effect.'],
  ],
  'gate.set_grade': [
    ['结果：等级定为', 'Then grade is'],
    ['不论得分多少。', 'Whatever the score.'],
  ],
  'gate.zero_section': [
    ['结果：章节计0分', 'Then section counts 0'],
    [
      '填“是”：触发本门槛的章节计0分；也可填一个章节代码。',
      'Yes: every section that triggered the gate; or the code of one section.',
    ],
  ],
  'gate.zero_audit': [
    ['结果：总分计0分', 'Then audit counts 0'],
    ['填“是”或不填。', 'Yes or empty.'],
  ],
  'gate.deduct_points': [
    ['结果：扣分', 'Then deduct points'],
    ['从所得分数中扣除。', 'Taken off the points earned.'],
  ],
  'gate.deduct_percent_of_possible': [
    ['结果：扣应得分的（%）', 'Then deduct % of possible points'],
    ['10%填10。', 'Write 10 for 10 %.'],
  ],
  'gate.each': [
    ['每项各扣一次', 'Once for every item'],
    [
      '仅用于扣分：每个触发的检查项各扣一次。',
      'With a deduction only: taken off once for every item that triggered the gate.',
    ],
  ],
  'gate.from': [
    ['扣分范围', 'Deducted from'],
    [
      '可不填。仅用于扣分：从触发门槛的章节扣，而不是从总分扣。',
      'May be left empty. With a deduction only: taken off the sections that triggered the gate, not the whole.',
    ],
  ],

  'mark.id': [
    ['时间点代码', 'Mark code'],
    ['如V1。', 'Such as V1.'],
  ],
  'mark.text': [
    ['时间点', 'Mark'],
    ['在什么时刻记录时间。', 'The moment whose time is taken.'],
  ],
  'mark.order': [
    ['先后次序', 'Order'],
    ['可不填。填1、2、3……的时间点不得倒序。', 'May be left empty. Marks numbered 1, 2, 3 … must not go backwards.'],
  ],
  'mark.not_reached': [
    ['可标记未发生', 'May be “not reached”'],
    ['填“是”：到访中可能不发生。', 'Yes: it need not happen during a visit.'],
  ],

  'scenario.kind': [
    ['类型', 'Kind of row'],
    ['情景、必须做、不得做或到店证明。', 'The brief, a thing to do, a thing not to do, or a proof of the visit.'],
  ],
  'scenario.text': [
    ['内容', 'Text'],
    ['给神秘顾客的说明，每条一行。', 'What the shopper is told, one row each.'],
  ],

  'list.list': [
    ['词表', 'List'],
    ['下拉列表的名称。', 'The list that the row belongs to.'],
  ],
  'list.code': [
    ['代码', 'Code'],
    ['系统使用的代码。新增的行请自定一个英文代码。', 'What the program calls it. Give a new row a code of its own.'],
  ],
  'list.text': [
    ['名称', 'Name'],
    ['下拉列表显示的名称。', 'What the drop-down shows.'],
  ],

  'guide.sheet': [
    ['工作表', 'Sheet'],
    ['', ''],
  ],
  'guide.column': [
    ['列', 'Column'],
    ['', ''],
  ],
  'guide.required': [
    ['必填', 'Required'],
    ['', ''],
  ],
  'guide.values': [
    ['可填内容', 'Possible values'],
    ['', ''],
  ],
  'guide.help': [
    ['说明', 'What it is'],
    ['', ''],
  ],
} as const satisfies Record<string, readonly [head: Pair, help: Pair]>

export type ColumnName = keyof typeof columns

const flat = Object.entries(columns).flatMap(([name, [head, help]]) => [
  [`exchange.column.${name}`, head],
  [`exchange.help.${name}`, help],
])

export const exchangeColumns = Object.fromEntries(flat) as Readonly<
  Record<`exchange.column.${ColumnName}` | `exchange.help.${ColumnName}`, Pair>
>

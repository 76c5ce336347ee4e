/** The region tree. */
export const regions = {
  'regions.title': ['区域', 'Regions'],
  'regions.lead': [
    '区域可分任意多级。区域经理负责所选区域及其全部下级。',
    'Regions form a tree of any depth. A region manager looks after a region and everything below it.',
  ],
  'regions.new': ['新增区域', 'Add a region'],
  'regions.new_below': ['新增下级区域', 'Add a region below'],
  'regions.edit': ['编辑：{name}', 'Edit {name}'],
  'regions.empty': ['还没有区域', 'No regions yet'],
  'regions.empty.text': [
    '先建立最上一级，例如“全国”，再逐级往下加大区、省、小区。',
    'Begin with the top, such as the whole country, and add the parts below it level by level.',
  ],
  'regions.created': ['区域已新增。', 'Region added.'],
  'regions.updated': ['区域已保存。', 'Region saved.'],
  'regions.deactivated': ['区域已停用。', 'Region deactivated.'],
  'regions.reactivated': ['区域已恢复。', 'Region active again.'],

  'regions.field.code': ['编号', 'Code'],
  'regions.field.name_zh': ['中文名称', 'Chinese name'],
  'regions.field.name_en': ['英文名称', 'English name'],
  'regions.field.name_en.hint': ['不填则显示中文名称。', 'Left empty, the Chinese name is shown.'],
  'regions.field.parent': ['上级区域', 'Region above'],
  'regions.field.parent.hint': [
    '改变上级时，下级区域和经销商一起移动。',
    'When this changes, everything below moves along.',
  ],
  'regions.field.parent.none': ['无（最上一级）', 'None (top of the tree)'],
  'regions.field.dealers': ['经销商', 'Dealers'],
  'regions.field.dealers.note': ['营业中，含下级', 'active, with everything below'],
  'regions.field.managers': ['区域经理', 'Region managers'],
  'regions.field.level': ['级别', 'Level'],
  'regions.field.state': ['状态', 'Status'],
  'regions.below': ['下级区域', 'Regions below'],
  'regions.no_managers': ['无', 'None'],
  'regions.inactive': ['已停用', 'Deactivated'],

  'regions.code.taken': ['这个编号已被其他区域使用。', 'Another region has this code.'],
  'regions.parent.circle': [
    '不能移到自己或自己的下级之下。',
    'A region cannot stand under itself or under one of its own parts.',
  ],
  'regions.parent.inactive': ['上级区域已停用，请另选。', 'The region above is deactivated. Please choose another.'],
  'regions.deactivate': ['停用', 'Deactivate'],
  'regions.deactivate.title': ['停用区域“{name}”', 'Deactivate the region {name}'],
  'regions.deactivate.will': [
    '此区域不再用于新的经销商和人员，历史记录保留。',
    'It is no longer offered for dealers and people; its history stays.',
  ],
  'regions.deactivate.not_empty': [
    '此区域下还有 {dealers} 家营业中的经销商和 {regions} 个下级区域。请先移走或停用。',
    'It still holds {dealers|active dealer|active dealers} and {regions|active region|active regions} below. Please move or deactivate these first.',
  ],
  'regions.is_inactive': ['此区域已停用。', 'This region is deactivated already.'],
  'regions.is_active': ['此区域没有停用。', 'This region is active already.'],
  'regions.reactivate': ['恢复', 'Reactivate'],
  'regions.reactivate.parent_first': [
    '上级区域已停用，请先恢复上级区域。',
    'The region above is deactivated. Please reactivate that one first.',
  ],

  'log.region.create': ['新增了此区域', 'added this region'],
  'log.region.update': ['修改了区域', 'changed the region'],
  'log.region.move': [
    '移动了区域，共 {moved} 个区域的位置随之改变',
    'moved the region; {moved|region|regions} changed place',
  ],
  'log.region.deactivate': ['停用了区域', 'deactivated the region'],
  'log.region.reactivate': ['恢复了区域', 'reactivated the region'],
} as const satisfies Record<string, readonly [zh: string, en: string]>

/** Signing in and out, first set-up, passwords. */
export const sessions = {
  'session.sign_in': ['登录', 'Sign in'],
  'session.sign_in_name': ['账号', 'Sign-in name'],
  'session.password': ['密码', 'Password'],
  'session.wrong': ['账号或密码不正确。', 'The sign-in name or the password is not right.'],
  'session.locked': [
    '尝试次数过多，请在 {seconds} 秒后再试。',
    'Too many attempts. Please try again in {seconds} seconds.',
  ],
  'session.forgotten': [
    '忘记密码时，请联系管理员获取一次性链接。',
    'Forgot your password? An administrator can give you a one-time link.',
  ],
  'session.setup': ['首次设置', 'First set-up'],
  'session.setup.lead': [
    '请填写启动日志中打印的一次性代码，创建第一个系统管理员。',
    'Enter the one-time code printed in the start-up log to create the first administrator.',
  ],
  'session.setup.code': ['一次性代码', 'One-time code'],
  'session.setup.wrong_code': [
    '代码不正确，请查看启动日志。',
    'The code is not right. Please look in the start-up log.',
  ],
  'session.setup.create': ['创建管理员', 'Create administrator'],
  'session.setup.done': ['管理员已创建，欢迎使用。', 'The administrator is created. Welcome.'],
  'session.name': ['姓名', 'Name'],
  'session.password.hint': ['至少 10 个字符，可用短句。', 'At least 10 characters; a short phrase is fine.'],
  'session.password.new': ['新密码', 'New password'],
  'session.password.repeat': ['再次输入新密码', 'New password again'],
  'session.password.differs': ['两次输入的密码不一致。', 'The two passwords are not the same.'],
  'session.password.guessable': [
    '这个密码太常见，请换一个。',
    'This password is too easy to guess. Please choose another.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>

/** Why a photo is refused. Each entry is [zh-CN, en]. */
export const evidence = {
  'evidence.problem.empty': [
    '这个文件是空的（0 字节），没有保存。请重新选择照片。',
    'This file is empty (0 bytes), so nothing was saved. Please choose the photo again.',
  ],
  'evidence.problem.too_large': [
    '照片超过 {most} MB，没有保存。请在手机上选择较小尺寸后再发送。',
    'The photo is larger than {most} MB, so it was not saved. Please send it in a smaller size.',
  ],
  'evidence.problem.too_many_pixels': [
    '照片的像素超过 {most} 百万，没有保存。请使用普通照片，不要上传拼接图或扫描大图。',
    'The picture has more than {most} million pixels, so it was not saved. Please send an ordinary photo.',
  ],
  'evidence.problem.heic': [
    '这是 HEIC 格式的照片，暂不支持。iPhone 请在“设置 › 相机 › 格式”中选择“兼容性最佳”，或以 JPEG 格式发送。',
    'This is an HEIC photo, which cannot be used. On an iPhone choose Settings › Camera › Formats › Most Compatible, or send it as JPEG.',
  ],
  'evidence.problem.svg': [
    '这是 SVG 图形，不是照片，没有保存。请上传 JPEG、PNG 或 WebP 照片。',
    'This is an SVG drawing, not a photo, so it was not saved. Please send a JPEG, PNG or WebP photo.',
  ],
  'evidence.problem.not_a_photo': [
    '这个文件不是可用的照片，没有保存。请上传 JPEG、PNG 或 WebP 照片。',
    'This file is not a photo that can be used, so it was not saved. Please send a JPEG, PNG or WebP photo.',
  ],
  'evidence.problem.damaged': [
    '照片不完整或已损坏，没有保存。请重新拍摄或重新选择。',
    'The photo is incomplete or damaged, so it was not saved. Please take or choose it again.',
  ],
  'evidence.problem.wrong_hash': [
    '照片在传输中发生了变化，没有保存。请再试一次。',
    'The photo changed on its way here, so it was not saved. Please try again.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>

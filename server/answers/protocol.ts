/** What laptops speak with this server. Every answer under `/sync/` names it; a captive portal's does not. */
export const syncProtocol = 'dealer-audit-sync/1'

/** Most ops in one request, and the largest body. */
export const mostOps = 100
export const largestOpsBody = 256 * 1024

import type { Context } from 'hono'
import { AdministratorHome } from '../../views/dashboards/administrator.tsx'
import type { Role } from '../access/can.ts'
import type { Env } from '../context.ts'
import { page } from '../http/page.tsx'
import { dealerHome, staffHome } from './dealer-routes.tsx'
import { auditorHome, shopperHome } from './desk-routes.tsx'
import { networkHome } from './network-routes.tsx'
import { countPeople, countPlaces, listStranded } from './people-store.ts'

type C = Context<Env>

const administratorHome = async (c: C) => {
  const { app, view } = c.var
  return page(
    c,
    { title: view.t('nav.today') },
    <AdministratorHome
      view={view}
      people={await countPeople(app.db)}
      places={await countPlaces(app.db, view.now)}
      stranded={await listStranded(app.db, view.now, 8)}
    />,
  )
}

const homes: Record<Role, (c: C) => Response | Promise<Response>> = {
  administrator: administratorHome,
  head_office: networkHome,
  region_manager: networkHome,
  auditor: auditorHome,
  shopper: shopperHome,
  dealer_manager: dealerHome,
  dealer_staff: staffHome,
}

/** The first page of whoever is signed in: what needs me now. */
export const home = (c: C) => homes[c.var.signedIn!.actor.role](c)

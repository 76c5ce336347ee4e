import type { Kysely } from 'kysely'
import type { Actor } from '../access/can.ts'
import type { Database } from '../db/schema.ts'
import { loadActor } from '../sessions/store.ts'
import { type CastPerson, people } from './cast.ts'
import type { Crew } from './improvement.ts'
import { networkDealers, networkPeople } from './network.ts'

export type Staff = {
  headOffice: Actor
  second: Actor
  auditors: Actor[]
  shoppers: Actor[]
  /** Who improves what at each dealer, by dealer id. */
  crews: Map<string, Crew>
}

const of = (role: CastPerson['role']) => (person: CastPerson) => [person.role].includes(role)

/** Everyone who acts in the demo, as the permission table sees them. */
export const loadStaff = async (db: Kysely<Database>): Promise<Staff> => {
  const actor = (person: CastPerson) => loadActor(db, person.id, person.role)
  const all = (role: CastPerson['role']) => Promise.all(networkPeople.filter(of(role)).map(actor))
  const second = await actor(people.headOfficeSecond)
  const managers = networkPeople.filter(of('dealer_manager'))
  const crews = new Map<string, Crew>()
  for (const dealer of networkDealers) {
    const manager = managers.find((person) => person.dealers?.includes(dealer.id))
    if (!manager) continue
    const team = networkPeople.filter((person) => person.dealers?.includes(dealer.id))
    crews.set(dealer.id, {
      manager: await actor(manager),
      verifier: second,
      people: team.map((person) => person.name),
      ids: team.map((person) => person.id),
    })
  }
  return {
    headOffice: await actor(people.headOffice),
    second,
    auditors: await all('auditor'),
    shoppers: await all('shopper'),
    crews,
  }
}

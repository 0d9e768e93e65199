internal import Core
internal import Database
internal import Mail
internal import Web

enum EmailRequest {}

/// When a request or a message is too old is decided by the database's clock alone, which all servers share.
enum EmailQueries {
    struct NewRequest: Sendable {
        let id: ID<EmailRequest>
        let browserHash: [UInt8]
        let addressMAC: [UInt8]
        let claimedBy: ID<Person>?
        let claimedAddress: [UInt8]?
        let mail: ID<Letter>
        let codeMAC: [UInt8]
        let linkHash: [UInt8]?
    }

    struct Request: Sendable {
        let id: ID<EmailRequest>
        let addressMAC: [UInt8]
        let claimedBy: ID<Person>?
        let claimedAddress: [UInt8]?
        let mail: ID<Letter>?
        let codeMAC: [UInt8]?
        let linkHash: [UInt8]?
        let failures: Int
        let isMailed: Bool
    }

    // MARK: Requests

    /// A form that was sent before has its request already: then the browser that sent it again is the one it belongs to.
    static func rebind(_ tx: borrowing Transaction, _ id: ID<EmailRequest>, browserHash: [UInt8]) throws -> Bool {
        try tx.execute(
            "update email_requests set browser_hash = $2 where tenant_id = current_tenant() and id = $1", id, Bytes(browserHash)) == 1
    }

    static func insert(_ tx: borrowing Transaction, _ request: NewRequest) throws {
        try tx.execute(
            """
            insert into email_requests (id, browser_hash, address_mac, claimed_by, claimed_address, mail_id, code_mac, link_hash, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(mins => $9::int))
            """, request.id, Bytes(request.browserHash), Bytes(request.addressMAC), request.claimedBy, request.claimedAddress.map { Bytes($0) },
            request.mail, Bytes(request.codeMAC), request.linkHash.map { Bytes($0) }, EmailRules.waitingMinutes)
    }

    /// How many requests there were in the whole council within two minutes.
    static func recentRequests(_ tx: borrowing Transaction) throws -> Int {
        try tx.one(
            """
            select count(*)::int as n from email_requests
            where tenant_id = (select current_tenant()) and requested_at > now() - interval '2 minutes'
            """
        ) { row in try row("n") }
    }

    static func claimsToday(_ tx: borrowing Transaction, by person: ID<Person>) throws -> Int {
        try tx.one(
            """
            select count(*)::int as n from email_requests
            where tenant_id = (select current_tenant()) and claimed_by = $1 and requested_at > now() - interval '1 day'
            """, person
        ) { row in try row("n") }
    }

    /// The request of this browser that can still be used; nobody else uses it at the same time.
    static func open(_ tx: borrowing Transaction, browserHash: [UInt8]) throws -> Request? {
        try tx.first(
            """
            select *, mailed_at is not null as is_mailed from email_requests
            where tenant_id = current_tenant() and browser_hash = $1 and expires_at > now() and (code_mac is not null or link_hash is not null)
            for update
            """, Bytes(browserHash), read: Request.init(row:))
    }

    /// Whether this browser waits for a message.
    static func isWaiting(_ tx: borrowing Transaction, browserHash: [UInt8], claimedBy: ID<Person>?) throws -> Bool {
        try tx.first(
            """
            select true as found from email_requests where tenant_id = current_tenant() and browser_hash = $1 and expires_at > now()
                and (code_mac is not null or link_hash is not null) and claimed_by is not distinct from $2
            """, Bytes(browserHash), claimedBy
        ) { row in try row("found") } ?? false
    }

    static func request(_ tx: borrowing Transaction, _ id: ID<EmailRequest>) throws -> Request? {
        try tx.first(
            """
            select *, mailed_at is not null as is_mailed from email_requests
            where tenant_id = current_tenant() and id = $1 and expires_at > now() for update
            """, id, read: Request.init(row:))
    }

    /// Whose address it is about, to be locked before anything else.
    static func addressMAC(_ tx: borrowing Transaction, of id: ID<EmailRequest>) throws -> [UInt8]? {
        try tx.first("select address_mac from email_requests where tenant_id = current_tenant() and id = $1", id) { row in
            (try row("address_mac") as Bytes).array
        }
    }

    static func addressMAC(_ tx: borrowing Transaction, browserHash: [UInt8]) throws -> [UInt8]? {
        try tx.first("select address_mac from email_requests where tenant_id = current_tenant() and browser_hash = $1", Bytes(browserHash)) { row in
            (try row("address_mac") as Bytes).array
        }
    }

    static func noteFailure(_ tx: borrowing Transaction, _ id: ID<EmailRequest>) throws {
        try tx.execute("update email_requests set failures = failures + 1 where tenant_id = current_tenant() and id = $1", id)
    }

    /// It works once.
    static func use(_ tx: borrowing Transaction, _ id: ID<EmailRequest>) throws {
        try tx.execute("update email_requests set code_mac = null, link_hash = null where tenant_id = current_tenant() and id = $1", id)
    }

    // MARK: Sending

    /// One at a time for each address; released with the transaction.
    static func lock(_ tx: borrowing Transaction, addressMAC: [UInt8]) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('e-mail ' || encode($1::bytea, 'hex'), 0))", Bytes(addressMAC))
    }

    /// Counted apart: what strangers do who ask to sign in, and what somebody does who says that the address is theirs. So neither can
    /// use up what the other needs.
    static func situation(_ tx: borrowing Transaction, addressMAC: [UInt8], claimedBy: ID<Person>?) throws -> EmailRules.Situation {
        try tx.one(
            """
            select count(distinct mailed_at) filter (where mailed_at > now() - make_interval(mins => $2::int))::int as recent,
                extract(epoch from now() - max(mailed_at))::float8 / 60 as minutes, coalesce(sum(failures), 0)::int as failures
            from email_requests where tenant_id = (select current_tenant()) and address_mac = $1 and requested_at > now() - interval '1 day'
                and claimed_by is not distinct from $3
            """, Bytes(addressMAC), EmailRules.burstMinutes, claimedBy
        ) { row in
            EmailRules.Situation(recent: try row("recent"), minutesSinceLast: try row("minutes"), wrongCodesToday: try row("failures"))
        }
    }

    /// From now on what stands in the message can be used.
    static func noteMailed(_ tx: borrowing Transaction, _ id: ID<EmailRequest>, withCode: Bool) throws {
        try tx.execute(
            """
            update email_requests set mailed_at = now(), expires_at = now() + make_interval(mins => $2::int),
                code_mac = case when $3 then code_mac end
            where tenant_id = current_tenant() and id = $1
            """, id, EmailRules.minutes, withCode)
    }

    /// Everybody who waits for a message to this address can use this link, each in the browser that asked. Returns the messages
    /// that are not needed any more.
    static func shareLink(_ tx: borrowing Transaction, of request: Request) throws -> [ID<Letter>] {
        try tx.rows(
            """
            update email_requests set mailed_at = now(), expires_at = now() + make_interval(mins => $3::int), code_mac = null, link_hash = $2
            where tenant_id = current_tenant() and address_mac = $1 and claimed_by is null and mailed_at is null and expires_at > now()
                and link_hash is not null
            returning mail_id
            """, Bytes(request.addressMAC), request.linkHash.map { Bytes($0) }, EmailRules.minutes
        ) { row in try row("mail_id") as ID<Letter>? }.compactMap { $0 }.filter { $0 != request.mail }
    }

    static func forgetRequests(_ tx: borrowing Transaction) throws {
        try tx.execute("delete from email_requests where tenant_id = current_tenant() and requested_at < now() - interval '1 day'")
    }

    // MARK: Addresses

    struct Owner: Sendable {
        let person: ID<Person>
        let address: [UInt8]
    }

    static func owner(_ tx: borrowing Transaction, addressMAC: [UInt8]) throws -> Owner? {
        try tx.first(
            "select person_id, address from email_addresses where tenant_id = current_tenant() and address_mac = $1", Bytes(addressMAC)
        ) { row in Owner(person: try row("person_id"), address: (try row("address") as Bytes).array) }
    }

    static func address(_ tx: borrowing Transaction, of person: ID<Person>) throws -> [UInt8]? {
        try tx.first("select address from email_addresses where tenant_id = current_tenant() and person_id = $1", person) { row in
            (try row("address") as Bytes).array
        }
    }

    static func setAddress(_ tx: borrowing Transaction, of person: ID<Person>, mac: [UInt8], address: [UInt8]) throws {
        try tx.execute(
            """
            insert into email_addresses (person_id, address_mac, address) values ($1, $2, $3)
            on conflict (tenant_id, person_id) do update set address_mac = excluded.address_mac, address = excluded.address, confirmed_at = now()
            """, person, Bytes(mac), Bytes(address))
    }

    /// Somebody else may have had their card or link: an address that was entered with it opens nothing any more.
    static func forgetAddress(_ tx: borrowing Transaction, of person: ID<Person>) throws {
        try removeAddress(tx, of: person)
        try tx.execute("delete from email_requests where tenant_id = current_tenant() and claimed_by = $1", person)
    }

    static func removeAddress(_ tx: borrowing Transaction, of person: ID<Person>) throws {
        try tx.execute("delete from email_addresses where tenant_id = current_tenant() and person_id = $1", person)
    }
}

extension EmailQueries.Request {
    init(row: Row) throws {
        self.init(
            id: try row("id"), addressMAC: (try row("address_mac") as Bytes).array, claimedBy: try row("claimed_by"),
            claimedAddress: (try row("claimed_address") as Bytes?)?.array, mail: try row("mail_id"),
            codeMAC: (try row("code_mac") as Bytes?)?.array, linkHash: (try row("link_hash") as Bytes?)?.array, failures: try row("failures"),
            isMailed: try row("is_mailed"))
    }
}

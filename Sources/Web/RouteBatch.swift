public import Database

/// The fast way of a route that a whole hall takes in the same minute: what it writes travels with what others write, in one
/// transaction of their tenant.
///
/// It answers only when everything is as it should be. Whatever is not (nobody is signed in, something is missing, it was sent
/// before) gets the route's own handler, which knows how to say so; that one must do the same work and find what is done already.
public struct RouteBatch: Sendable {
    /// Nil: ask the handler.
    typealias Door = @Sendable (_ visit: Visit, _ session: [UInt8]?, _ host: String) async throws -> Answer?

    let open: @Sendable (Database, BatchLimits) -> Door

    /// - Parameters:
    ///   - isShuffled: the order within a batch is left to chance.
    ///   - entry: what a request wants to write, from what it carries (with the hash of its session's token); nil when the handler must look at it.
    ///   - write: writes the entries of one tenant. Who they are from and whether they may is for its statements to join.
    ///   - answer: nil when the outcome needs the handler.
    public init<Entry: Sendable, Outcome: Sendable>(
        isShuffled: Bool = false, entry: @escaping @Sendable (Visit, [UInt8]?) -> Entry?,
        write: @escaping @Sendable (borrowing Transaction, [Entry]) throws -> [Outcome],
        answer: @escaping @Sendable (Visit, Outcome) -> Answer?
    ) {
        open = { database, limits in
            let batches = database.batches(limits, isShuffled: isShuffled, write)
            return { visit, session, host in
                guard let entry = entry(visit, session) else { return nil }
                do {
                    return answer(visit, try await batches.add(entry, at: host))
                } catch let error as DatabaseError where error.state != nil {
                    // What the server has against this entry, the handler will find out and say.
                    return nil
                }
            }
        }
    }
}

internal import AsyncHTTPClient
internal import Core
public import Foundation
internal import NIOCore

/// Asks a provider over https: no redirects, nothing large, nothing slow, and no address that is not public. The address that was looked
/// at is the one that is connected to, so a name that changes its mind in between gains nothing.
public struct ProviderClient: Sendable {
    public enum Reach: Sendable {
        case publicNet
        /// Also plain http to this machine: on a developer's machine, and in tests.
        case thisMachineToo
    }

    public struct Problem: Error, CustomStringConvertible, Equatable {
        public let description: String
        init(_ description: String) { self.description = description }
    }

    /// More than the keys and metadata of any provider.
    static let limit = 256 * 1024
    let reach: Reach
    let time: Duration

    /// - Parameter time: for one question and the whole of its answer.
    public init(reach: Reach, time: Duration = .seconds(8)) {
        self.reach = reach
        self.time = time
    }

    /// What an address must look like, whoever names it: an operator or a provider's metadata.
    public func check(_ text: String) throws -> URL {
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty, host.allSatisfy(\.isASCII), url.user() == nil,
            url.password() == nil, url.fragment() == nil
        else { throw Problem("\(text.prefix(100)) is no address") }
        guard url.scheme == "https" || reach == .thisMachineToo && url.scheme == "http" else { throw Problem("\(text.prefix(100)) is not https") }
        return url
    }

    func get(_ address: String) async throws -> [UInt8] {
        let (status, body) = try await send(HTTPClientRequest(url: try check(address).absoluteString))
        guard status == 200 else { throw Problem("\(address) answered \(status)") }
        return body
    }

    /// Sends a form. - Parameter basic: user and password (RFC 6749, section 2.3.1).
    func post(_ address: String, _ form: String, basic: (String, String)?) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPClientRequest(url: try check(address).absoluteString)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        if let basic { request.headers.add(name: "Authorization", value: "Basic " + Data("\(basic.0):\(basic.1)".utf8).base64EncodedString()) }
        request.body = .bytes(Array(form.utf8))
        return try await send(request)
    }

    /// All of it within the time: name, connection, head and body.
    private func send(_ request: HTTPClientRequest) async throws -> (status: Int, body: [UInt8]) {
        try await withThrowingTaskGroup(of: (status: Int, body: [UInt8]).self) { group in
            group.addTask { try await self.ask(request) }
            group.addTask {
                try await Task.sleep(for: self.time)
                throw Problem("no answer within \(self.time)")
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    private func ask(_ request: HTTPClientRequest) async throws -> (status: Int, body: [UInt8]) {
        guard let url = URL(string: request.url), let host = url.host() else { throw Problem("no address") }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let addresses = await PublicAddress.resolve(bare)
        // Where only one of the two ways out is open, it is mostly the older.
        guard let first = addresses.first(where: { $0.bytes.count == 4 }) ?? addresses.first else { throw Problem("\(host) has no address") }
        for address in addresses where !mayAsk(address.bytes, plain: url.scheme == "http") {
            throw Problem("\(host) has an address that is not public")
        }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: TimeAmount(time), read: TimeAmount(time))
        configuration.httpVersion = .http1Only
        // Whoever refuses is away: somebody waits for the answer, and may try again.
        configuration.connectionPool.retryConnectionEstablishment = false
        if bare == host, bare != first.text { configuration.dnsOverride = [host: first.text] }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        do {
            let response = try await client.execute(request, deadline: .now() + TimeAmount(time))
            let body = try await response.body.collect(upTo: Self.limit)
            try await client.shutdown()
            return (Int(response.status.code), Array(body.readableBytesView))
        } catch {
            try? await client.shutdown()
            throw Problem("\(host) cannot be asked: \(error)")
        }
    }

    private func mayAsk(_ bytes: [UInt8], plain: Bool) -> Bool {
        if reach == .thisMachineToo && PublicAddress.isThisMachine(bytes) { return true }
        return !plain && PublicAddress.isPublic(bytes)
    }
}

internal import Core
internal import Crypto
internal import Foundation
internal import Identity
internal import Web

/// What a desk's device takes with it: who may come, and the cards on the pile. No needs, no addresses, no code in the clear; the device
/// seals it under its PIN.
struct DeskList: Encodable, Sendable {
    struct Guest: Encodable, Sendable {
        let id: String
        let name: String
        /// SHA-256 of the registration's number, base64url.
        let registered: String
        /// SHA-256 of the secret in their card's QR code, base64url; nil: they have none.
        let card: String?
        let ending: String?
        let isHere: Bool
        let isAtHome: Bool
        let isCancelled: Bool
        let isWaiting: Bool
        /// Whether they may be in photographs, as far as they have said.
        let photos: Bool?
        /// By which an entry of a desk made them; nil: they had registered.
        let entry: String?
    }

    struct BlankCard: Encodable, Sendable {
        let number: Int
        let card: String
    }

    let guests: [Guest]
    let pile: [BlankCard]
    /// When it was made, by the server's clock, in milliseconds since 1970: none that is older takes its place.
    let madeAt: Double
    let expected: Int
    let arrived: Int
    /// From then on the device forgets all this; milliseconds since 1970.
    let until: Double

    static func hash(_ text: String) -> String { Secret.base64URL(Array(SHA256.hash(data: Array(text.utf8)))) }
}

/// One device at the door.
struct DeskDevice: Sendable {
    let id: UUID

    init?(_ text: String) {
        guard let id = UUID(uuidString: text) else { return nil }
        self.id = id
    }

    /// Under which the device keeps everything, itself wrapped under the PIN. It can be had again by whoever is signed in for the desk: a
    /// PIN that is forgotten loses nothing.
    func key(_ houseKey: HouseKey, of conference: Conference, _ site: Site) -> String {
        Secret.base64URL(houseKey.mac("desk \(site.tenant) \(conference.id) \(id.uuidString.lowercased())"))
    }
}

public import Core
public import Database
public import OpenID
public import Web

/// What an operator does with providers of accounts.
public enum Providers {
    /// What is wrong with an issuer; nil when its metadata and keys can be read and are its own.
    public static func problem(_ issuer: String, _ client: ProviderClient) async -> String? {
        do {
            _ = try client.check(issuer)
            _ = try await ProviderDirectory(client: client).metadata(of: issuer)
            return nil
        } catch { return "\(error)" }
    }

    /// Returns where the provider has to send people back to; nil when the council has it already.
    public static func approve(
        _ tx: borrowing Transaction, _ site: Site, _ houseKey: HouseKey, issuer: String, clientID: String, secret: String?, name: String
    ) throws -> String? {
        let sealed = secret.map { ProviderSignIn.seal($0, houseKey, of: site.tenant, issuer: issuer) }
        guard try ProviderQueries.approve(tx, issuer: issuer, clientID: clientID, sealedSecret: sealed, name: name),
            let provider = try ProviderQueries.all(tx).first(where: { $0.issuer == issuer })
        else { return nil }
        return site.origin + IdentityPaths.providerReturn.path(provider.id.description).text
    }
}

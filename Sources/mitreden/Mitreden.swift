internal import ArgumentParser
internal import Core
internal import Foundation
internal import Server

@main
struct Mitreden: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Mitmachen, Mitreden, Mitgestalten: participation for Hamburg's districts.",
        discussion: "Settings come from MITREDEN_… environment variables and, below them, from --config; see config/mitreden.example.env.",
        subcommands: [Serve.self, Migrate.self, Seed.self, TenantCommand.self, Jobs.self, SigninLink.self, Provider.self])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch {
            // Whoever sits at the command line operates this server and may see everything.
            guard let details = Operations.details(of: error) else { exit(withError: error) }
            FileHandle.standardError.write(Data("mitreden: \(details)\n".utf8))
            exit(withError: ExitCode.failure)
        }
    }
}

struct ConfigOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "A file of NAME=value lines.") var file: String?

    func load() async throws -> Settings {
        try await Settings.load(file: file)
    }
}

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve all councils until Ctrl-C.")
    @OptionGroup var config: ConfigOption

    func run() async throws { try await Serving.run(config.load()) }
}

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's schema up to date. Safe to run again, and by two servers at once.")
    @OptionGroup var config: ConfigOption
    @Flag(help: "Only say what would be done.") var plan = false

    func run() async throws {
        for line in try Operations.migrate(await config.load(), planOnly: plan) { print(plan ? "would apply \(line)" : "applied \(line)") }
    }
}

struct Seed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the demonstration's councils; if they are there, only move the live conference to today.")
    @OptionGroup var config: ConfigOption
    @Flag(help: "Required, so that nobody fills a real database with invented data by accident.") var demonstration = false

    func validate() throws {
        if !demonstration { throw ValidationError("say --demonstration: seed makes invented data only") }
    }

    func run() async throws { for line in try await Operations.seedDemonstration(config.load()) { print(line) } }
}

struct Jobs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What is to be done for each council, what failed, and what was given up after eight tries.")
    @OptionGroup var config: ConfigOption
    @Flag(help: "Try again what was given up.") var retry = false

    func run() async throws { for line in try await Operations.jobs(config.load(), retrying: retry) { print(line) } }
}

struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "The councils on this server.", subcommands: [List.self, Add.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the councils.")
        @OptionGroup var config: ConfigOption

        func run() async throws {
            for site in try await Operations.tenants(config.load()) { print("\(site.slug)\t\(site.origin)\t\(site.name.german)") }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a council; it answers at once.")
        @OptionGroup var config: ConfigOption
        @Argument(help: "The first part of its host name: small letters, digits, hyphens.") var slug: String
        @Option(help: "What the council is called, e.g. \"Integrationsrat Harburg\".") var name: String
        @Option(help: "The district, e.g. \"Harburg\".") var district: String
        @Option(help: "The hue of its colours, 0 to 359.") var hue = 205

        func run() async throws { print(try await Operations.addTenant(config.load(), slug: slug, name: name, district: district, hue: hue)) }
    }
}

struct Provider: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provider", abstract: "OpenID Connect providers whose accounts a council accepts.",
        subcommands: [List.self, Approve.self, Dismiss.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a council's providers.")
        @OptionGroup var config: ConfigOption
        @Option(help: "The council's slug.") var tenant: String

        func run() async throws { for line in try await Operations.providers(config.load(), tenant: tenant) { print(line) } }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Accept a provider; prints the address to which it has to send people back.",
            discussion: "Nobody gets a role by that alone: the council says by which of the provider's claims.")
        @OptionGroup var config: ConfigOption
        @Option(help: "The council's slug.") var tenant: String
        @Option(help: "The provider's issuer, exactly as in its metadata; https only.") var issuer: String
        @Option(help: "Under which name the provider knows us.") var clientID: String
        @Option(help: "A file with the client's secret; leave it out for a public client.") var secretFile: String?
        @Option(help: "What people call it: \"Bezirksamt\".") var name: String

        func run() async throws {
            print(
                try await Operations.approveProvider(
                    config.load(), tenant: tenant, issuer: issuer, clientID: clientID, secretFile: secretFile, name: name))
        }
    }

    struct Dismiss: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Nobody comes in by it any more; roles that its word has given are taken back.")
        @OptionGroup var config: ConfigOption
        @Option(help: "The council's slug.") var tenant: String
        @Option(help: "The provider's issuer.") var issuer: String

        func run() async throws { try await Operations.dismissProvider(config.load(), tenant: tenant, issuer: issuer) }
    }
}

struct SigninLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signin-link", abstract: "Print a link by which somebody with a role signs in, once, within twelve hours.")
    @OptionGroup var config: ConfigOption
    @Option(help: "The council's slug.") var tenant: String
    @Option(help: ArgumentHelp("One of: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")) var role: String
    @Flag(help: "With this link alone: their passkeys, codes, address and sessions end. For an administrator who has lost them.")
    var forgetWays = false

    func run() async throws {
        guard let role = Role(rawValue: role) else {
            throw ValidationError("there is no role \(role); there are \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        print(try await Operations.signInLink(config.load(), tenant: tenant, role: role, forgettingWays: forgetWays))
    }
}

import Foundation
import Glibc

/// Breaks and mends the cluster under test: the verbs of `Tests/Deep/faults.sh`.
enum FaultControl {
    /// Nil unless that script runs the tests.
    static let script = ProcessInfo.processInfo.environment["MITREDEN_FAULTS"]

    static func run(_ verb: String, _ arguments: String...) throws { try command([script!, verb] + arguments) }

    /// Foundation's Process waits until a socket is closed that its child's children inherit: with a server started by it, for ever.
    static func command(_ words: String...) throws { try command(words) }

    private static func command(_ command: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var child = pid_t()
        guard posix_spawn(&child, command[0], &actions, nil, &arguments, environ) == 0 else { throw Stop() }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        guard status == 0 else { throw Stop() }
    }
}

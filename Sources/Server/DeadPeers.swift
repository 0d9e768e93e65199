internal import Glibc
internal import NIOCore

/// Lets the kernel give up a connection whose other side has acknowledged nothing for a while: a phone that left the hall, a
/// reader that takes nothing any more. The heartbeat of the streams gives it something to acknowledge every twenty seconds.
final class DeadPeers: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Never

    /// In milliseconds; see tcp(7), TCP_USER_TIMEOUT.
    private static let patience = 45_000

    func handlerAdded(context: ChannelHandlerContext) {
        let option = ChannelOptions.socket(SocketOptionLevel(IPPROTO_TCP), SocketOptionName(TCP_USER_TIMEOUT))
        // Not there on a socket that is not TCP; then whoever stands in front watches its peers.
        context.channel.setOption(option, value: Self.patience).whenFailure { _ in }
    }
}

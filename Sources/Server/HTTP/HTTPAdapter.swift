import Endpoints
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Where Hummingbird's requests become ours and our replies become Hummingbird's. Nothing else imports both.
struct HTTPAdapter: HTTPResponder {
    typealias Context = BasicRequestContext

    let pipeline: RequestPipeline
    let pages: StaticPages

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let target = request.head.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        let path = mark.map { String(target[..<$0]) } ?? target
        if let page = await pages.reply(request.method, path) { return response(page, to: request) }
        let head = RequestPipeline.Head(
            method: request.method, path: path, query: mark.map { target[target.utf8.index(after: $0)...] }, headers: request.headers,
            id: RequestID.next())
        let reply = await pipeline.answer(head) { limit in try await read(request, limit: limit) }
        return response(SharedReply(reply), to: request, id: head.id)
    }

    /// The whole body, counted while it arrives; ``ConnectionDeadlines`` times it. A declared length over the limit is refused before
    /// anything is read.
    private func read(_ request: Request, limit: Int) async throws -> [UInt8] {
        if let declared = request.headers.value(of: .contentLength).flatMap({ Int($0) }), declared > limit {
            throw RequestError.bodyTooLarge(limit: limit)
        }
        var body: [UInt8] = []
        do {
            for try await part in request.body {
                guard part.readableBytes <= limit - body.count else { throw RequestError.bodyTooLarge(limit: limit) }
                body.append(contentsOf: part.readableBytesView)
            }
        } catch let error as RequestError {
            throw error
        } catch {
            // The decoder's errors and the socket's: the caller's doing, not a fault of ours.
            throw RequestError.bodyBroken
        }
        return body
    }

    private func response(_ reply: SharedReply, to request: Request, id: String? = nil) -> Response {
        var headers = reply.headers
        if let id { headers[.requestID] = id }
        // The rest of a body that does not come is not waited for: the connection ends with the answer.
        if reply.status == .requestTimeout { headers[.connection] = "close" }
        let length = reply.body.readableBytes
        guard request.method != .head else {
            // A HEAD request is told the length of the body it does not get (RFC 9110 section 9.3.2).
            return Response(status: reply.status, headers: headers, body: ResponseBody(contentLength: length) { try await $0.finish(nil) })
        }
        guard length > 0 else { return Response(status: reply.status, headers: headers) }
        return Response(status: reply.status, headers: headers, body: ResponseBody(byteBuffer: reply.body))
    }
}

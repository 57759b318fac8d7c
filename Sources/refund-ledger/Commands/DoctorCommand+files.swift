import EventLogSQLite
import Foundation
import Wording

/// What the file system says.
extension DoctorCommand {
    /// Below this many times the log's size, free space asks for attention: a backup or new views
    /// would not fit.
    private static let roomInLogSizes: Int64 = 3

    func files(_ log: LogStatistics) -> [Finding] {
        [space(log), permissions(), writer(), leftovers(), writeAhead(log)]
    }

    private func space(_ log: LogStatistics) -> Finding {
        let name = Wording("free space", zh: "可用空间")
        var disk = statvfs()
        guard statvfs(options.directory, &disk) == 0 else {
            return Finding("space", name, attention: true, Wording("unknown", zh: "未知"))
        }
        let free = Int64(clamping: UInt64(disk.f_bavail) &* UInt64(disk.f_frsize))
        let mebibytes = free >> 20
        return Finding(
            "space", name, attention: free < Self.roomInLogSizes * log.fileBytes,
            Wording(
                "\(mebibytes) MiB free; the log takes \(log.fileBytes >> 20) MiB",
                zh: "剩余 \(mebibytes) MiB；日志占 \(log.fileBytes >> 20) MiB"))
    }

    private func permissions() -> Finding {
        let path = "\(options.directory)/log.sqlite"
        var status = stat()
        let isKnown = stat(path, &status) == 0
        let isOpenToAll = isKnown && status.st_mode & S_IWOTH != 0
        let canWrite = access(path, W_OK) == 0 && access(options.directory, W_OK) == 0
        let mode = String(status.st_mode & 0o7777, radix: 8)
        let text =
            isOpenToAll
            ? Wording(
                "mode \(mode): everybody may write the log; chmod o-w",
                zh: "权限 \(mode)：任何人都可写日志；请执行 chmod o-w")
            : canWrite
                ? Wording("mode \(mode), this user may record", zh: "权限 \(mode)，本用户可写入")
                : Wording("mode \(mode), this user may only read", zh: "权限 \(mode)，本用户只读")
        return Finding(
            "permissions", Wording("permissions", zh: "权限"), attention: isOpenToAll, text)
    }

    private func writer() -> Finding {
        let holder = LogEnvironment.writer(of: options.directory)
        return Finding(
            "writer", Wording("writing now", zh: "当前写入者"),
            holder.map { Wording($0, zh: $0) } ?? Wording("nobody", zh: "无"))
    }

    private func leftovers() -> Finding {
        let names = ["log.sqlite.new", "log.sqlite-journal", "partial"]
        let found = names.filter { access("\(options.directory)/\($0)", F_OK) == 0 }
        let list = found.joined(separator: ", ")
        return Finding(
            "leftovers", Wording("left behind", zh: "遗留文件"), attention: !found.isEmpty,
            found.isEmpty
                ? Wording("nothing", zh: "无")
                : Wording(
                    "\(list): of work that is under way or was broken off",
                    zh: "\(list)：正在进行或已中断的操作所留"))
    }

    private func writeAhead(_ log: LogStatistics) -> Finding {
        // A writer checkpoints from 4 MiB on; far more means a reader has kept it from that.
        let isLarge = log.writeAheadBytes > 256 << 20
        let bytes = log.writeAheadBytes
        return Finding(
            "wal", Wording("write-ahead log", zh: "预写日志"), attention: isLarge,
            isLarge
                ? Wording(
                    "\(bytes) bytes: somebody has been reading for long",
                    zh: "\(bytes) 字节：有连接长时间读取")
                : Wording("\(bytes) bytes", zh: "\(bytes) 字节"))
    }
}

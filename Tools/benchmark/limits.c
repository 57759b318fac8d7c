/* What this machine can do at best; Tools/bench compiles it and runs it beside the ledger.
 *
 *   limits sync FILE COUNT          append 4 KiB and fdatasync, COUNT times
 *   limits table FILE EVENTS BATCH COUNT   events into a plain SQLite table, BATCH a transaction
 *   limits unpack LOG               decompress every segment of a log.sqlite
 *   limits hash LOG                 SHA-256 over the content of every segment
 *
 * Prints one JSON object. Nothing but the named work is timed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <openssl/sha.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zstd.h>

enum { PAGE = 4096, CONTENT_MAX = 1 << 28, CHUNK = 1 << 16, DICTIONARIES_MAX = 1024 };

static void fail(const char *what, const char *why) {
    fprintf(stderr, "limits: %s: %s\n", what, why);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void *need(void *memory) {
    if (!memory) fail("memory", "none left");
    return memory;
}

static int by_size(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void measure_sync(const char *path, int count) {
    char page[PAGE];
    memset(page, 7, sizeof page);
    int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    if (file < 0) fail(path, strerror(errno));
    double *each = need(calloc((size_t)count, sizeof *each));
    double started = now();
    for (int i = 0; i < count; i++) {
        double before = now();
        if (write(file, page, PAGE) != PAGE) fail(path, "short write");
        if (fdatasync(file) != 0) fail(path, strerror(errno));
        each[i] = now() - before;
    }
    double seconds = now() - started;
    close(file);
    unlink(path);
    qsort(each, (size_t)count, sizeof *each, by_size);
    printf("{\"count\":%d,\"seconds\":%.6f,\"p50_us\":%.0f,\"p99_us\":%.0f}\n", count, seconds,
           each[count / 2] * 1e6, each[(count * 99 + 99) / 100 - 1] * 1e6);
    free(each);
}

static void run(sqlite3 *db, const char *sql) {
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) fail(sql, why);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail(sql, sqlite3_errmsg(db));
    return statement;
}

/* A line of tab-separated values: stream, version, type, JSON; JSON text holds no tab. */
struct event {
    char *stream, *version, *type, *json;
};

/* Reads up to CHUNK events; their text stays in `lines` until the next call. */
static int read_events(FILE *input, struct event *events, char **lines, size_t *sizes, int max) {
    int count = 0;
    while (count < max) {
        ssize_t length = getline(&lines[count], &sizes[count], input);
        if (length <= 0) break;
        char *line = lines[count], *rest = line;
        line[length - 1] = 0;
        events[count].stream = strsep(&rest, "\t");
        events[count].version = strsep(&rest, "\t");
        events[count].type = strsep(&rest, "\t");
        events[count].json = rest;
        if (!rest) fail("events", "a line without four fields");
        count++;
    }
    return count;
}

static void measure_table(const char *path, const char *source, int batch, long long limit) {
    sqlite3 *db;
    FILE *input = fopen(source, "r");
    if (!input) fail(source, strerror(errno));
    if (sqlite3_open(path, &db) != SQLITE_OK) fail(path, sqlite3_errmsg(db));
    run(db, "PRAGMA journal_mode = WAL");
    run(db, "PRAGMA synchronous = FULL");
    run(db, "CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT NOT NULL,"
            " version INTEGER NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL,"
            " UNIQUE (stream, version))");
    sqlite3_stmt *insert = prepare(
        db, "INSERT INTO event (stream, version, type, json) VALUES (?, ?, ?, ?)");
    struct event *events = need(calloc(CHUNK, sizeof *events));
    char **lines = need(calloc(CHUNK, sizeof *lines));
    size_t *sizes = need(calloc(CHUNK, sizeof *sizes));
    long long done = 0;
    double seconds = 0;
    while (done < limit) {
        int max = limit - done < CHUNK ? (int)(limit - done) : CHUNK;
        int count = read_events(input, events, lines, sizes, max);
        if (count == 0) break;
        double started = now();
        for (int i = 0; i < count; i++) {
            if (i % batch == 0) run(db, "BEGIN IMMEDIATE");
            sqlite3_bind_text(insert, 1, events[i].stream, -1, SQLITE_STATIC);
            sqlite3_bind_int64(insert, 2, atoll(events[i].version));
            sqlite3_bind_text(insert, 3, events[i].type, -1, SQLITE_STATIC);
            sqlite3_bind_text(insert, 4, events[i].json, -1, SQLITE_STATIC);
            if (sqlite3_step(insert) != SQLITE_DONE) fail("insert", sqlite3_errmsg(db));
            sqlite3_reset(insert);
            if (i % batch == batch - 1 || i == count - 1) run(db, "COMMIT");
        }
        seconds += now() - started;
        done += count;
    }
    sqlite3_finalize(insert);
    if (sqlite3_close(db) != SQLITE_OK) fail(path, "could not be closed");
    fclose(input);
    printf("{\"events\":%lld,\"batch\":%d,\"seconds\":%.6f}\n", done, batch, seconds);
}

static ZSTD_DDict *dictionaries[DICTIONARIES_MAX];

static void load_dictionaries(sqlite3 *db) {
    sqlite3_stmt *rows = prepare(db, "SELECT id, bytes FROM dictionary");
    while (sqlite3_step(rows) == SQLITE_ROW) {
        int id = sqlite3_column_int(rows, 0);
        if (id < 0 || id >= DICTIONARIES_MAX) fail("dictionary", "number out of range");
        dictionaries[id] = need(ZSTD_createDDict(
            sqlite3_column_blob(rows, 1), (size_t)sqlite3_column_bytes(rows, 1)));
    }
    sqlite3_finalize(rows);
}

/* Frames are read by SQLite outside the time; decompressing or hashing them is what is timed. */
static void measure_segments(const char *path, int hashing) {
    sqlite3 *db;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        fail(path, sqlite3_errmsg(db));
    load_dictionaries(db);
    ZSTD_DCtx *context = need(ZSTD_createDCtx());
    unsigned char *content = NULL, digest[SHA256_DIGEST_LENGTH], mixed = 0;
    size_t capacity = 0;
    long long segments = 0, stored = 0, bytes = 0;
    double seconds = 0;
    sqlite3_stmt *rows = prepare(
        db, "SELECT dictionary, bytes, entries FROM segment ORDER BY number");
    while (sqlite3_step(rows) == SQLITE_ROW) {
        int id = sqlite3_column_int(rows, 0);
        size_t size = (size_t)sqlite3_column_int64(rows, 1);
        const void *frame = sqlite3_column_blob(rows, 2);
        size_t frame_size = (size_t)sqlite3_column_bytes(rows, 2);
        if (size > CONTENT_MAX) fail("segment", "too large");
        if (size > capacity) {
            content = need(realloc(content, size));
            capacity = size;
        }
        double started = now();
        size_t written =
            sqlite3_column_type(rows, 0) == SQLITE_NULL
                ? ZSTD_decompressDCtx(context, content, capacity, frame, frame_size)
                : ZSTD_decompress_usingDDict(context, content, capacity, frame, frame_size,
                                             dictionaries[id]);
        if (ZSTD_isError(written)) fail("segment", ZSTD_getErrorName(written));
        if (written != size) fail("segment", "another size than stated");
        if (hashing) {
            started = now();
            SHA256(content, size, digest);
            mixed ^= digest[0];
        }
        seconds += now() - started;
        segments++;
        stored += (long long)frame_size;
        bytes += (long long)size;
    }
    printf("{\"segments\":%lld,\"events\":%lld,\"stored_bytes\":%lld,\"bytes\":%lld,"
           "\"seconds\":%.6f,\"mixed\":%d}\n",
           segments, segments * 256, stored, bytes, seconds, mixed);
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

int main(int count, char **words) {
    if (count == 4 && !strcmp(words[1], "sync")) measure_sync(words[2], atoi(words[3]));
    else if (count == 6 && !strcmp(words[1], "table"))
        measure_table(words[2], words[3], atoi(words[4]), atoll(words[5]));
    else if (count == 3 && !strcmp(words[1], "unpack")) measure_segments(words[2], 0);
    else if (count == 3 && !strcmp(words[1], "hash")) measure_segments(words[2], 1);
    else fail("usage", "sync FILE COUNT | table FILE EVENTS BATCH COUNT | unpack LOG | hash LOG");
    return 0;
}

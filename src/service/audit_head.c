/* SPDX-License-Identifier: EUPL-1.2 */
/* Heads of the audit log as lines, and events as lines. */
#include <string.h>

#include "base/hex.h"
#include "base/json_write.h"
#include "service/audit_verify.h"

static const char WORD[] = "kommunalcampus-audit";

/* At most AUDIT_HASH_BYTES of it, as hexadecimal digits; valid as long as `digits`. */
static struct slice
hex_of(struct slice hash, char digits[2 * AUDIT_HASH_BYTES])
{
    size_t len = hash.len < AUDIT_HASH_BYTES ? hash.len : AUDIT_HASH_BYTES;

    for (size_t i = 0; i < 2 * len; i++)
        digits[i] = "0123456789abcdef"[(unsigned char)hash.at[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
    return (struct slice){digits, 2 * len};
}

enum err
audit_head_now(struct db *db, struct audit_head *ret_head)
{
    struct audit_head h = {.id = 0};
    struct slice hash = SLICE("");
    enum err e = audit_store_last(db, &h.id, &hash);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    if (e == OK && hash.len != sizeof h.hash)
        return fail(db_ctx(db), ERR_CORRUPT, "event %lld has no hash", (long long)h.id);
    if (e == OK)
        memcpy(h.hash, hash.at, sizeof h.hash);
    *ret_head = h;
    return OK;
}

void
audit_head_put(struct text *t, const struct audit_head *head, struct instant now)
{
    char digits[2 * AUDIT_HASH_BYTES];

    text_printf(t, "%s 1 %lld ", WORD, (long long)head->id);
    instant_put_iso(t, now);
    text_putc(t, ' ');
    text_put(t, hex_of((struct slice){(const char *)head->hash, sizeof head->hash}, digits));
}

static bool
read_hex(struct slice s, uint8_t *ret_bytes, size_t len)
{
    if (s.len != 2 * len)
        return false;
    for (size_t i = 0; i < len; i++) {
        int high = hex_digit(s.at[2 * i]);
        int low = hex_digit(s.at[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        ret_bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

enum err
audit_head_parse(struct slice line, struct audit_head *ret_head)
{
    struct audit_head h = {.id = 0};
    struct slice rest = line;
    struct slice parts[5];
    struct instant at;
    int len = 0;

    while (len < (int)ARRAY_LEN(parts) && slice_next(&rest, ' ', &parts[len]))
        len++;
    if (len != (int)ARRAY_LEN(parts) || rest.len > 0 || !slice_is(parts[0], WORD) ||
        !slice_is(parts[1], "1") || slice_int(parts[2], 0, INT64_MAX, &h.id) != OK ||
        instant_parse_iso(parts[3], &at) != OK || !read_hex(parts[4], h.hash, sizeof h.hash))
        return ERR_INVALID;
    *ret_head = h;
    return OK;
}

enum err
audit_heads_parse(struct ctx *ctx, struct slice lines, struct audit_head **ret_heads, int *ret_len)
{
    struct audit_head *heads = NULL;
    size_t size = 0;
    size_t len = 0;
    int number = 0;
    struct slice line;

    while (slice_next(&lines, '\n', &line)) {
        struct audit_head h = {.id = 0};

        number++;
        line = slice_trim(line);
        if (line.len == 0)
            continue;
        if (audit_head_parse(line, &h) != OK)
            return fail(ctx, ERR_INVALID, "line %d is no head of an audit log", number);
        if (len > 0 && h.id < heads[len - 1].id)
            return fail(ctx, ERR_INVALID, "line %d is of an earlier event than the one before it",
                        number);
        if (len == AUDIT_HEADS_MAX)
            return fail(ctx, ERR_LIMIT, "more than %d heads", AUDIT_HEADS_MAX);
        if (len == size)
            TRY(arena_grow(ctx->arena, (void **)&heads, len, &size, sizeof *heads));
        heads[len++] = h;
    }
    *ret_heads = heads;
    *ret_len = (int)len;
    return OK;
}

void
audit_event_put_json(struct text *t, const struct audit_event *e)
{
    struct json_write w = json_write_init(t);
    char digits[2 * AUDIT_HASH_BYTES];

    json_write_object(&w);
    json_write_member_int(&w, "id", e->id);
    json_write_member_int(&w, "at", e->at.ms);
    json_write_member_text(&w, "actor", e->actor);
    json_write_member_text(&w, "organisation", e->organisation);
    json_write_member_text(&w, "action", e->action);
    json_write_member_text(&w, "subject", e->subject);
    json_write_member_text(&w, "detail", e->detail);
    json_write_member_text(&w, "previous", hex_of(e->previous, digits));
    json_write_member_text(&w, "hash", hex_of(e->hash, digits));
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(t, '\n');
}

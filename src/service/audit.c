/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/audit.h"

#include <string.h>

#include "base/crypto.h"

enum { PAGE = 200, FORM_BYTES_MAX = 2 * DB_TEXT_BYTES_MAX };

static const char GENESIS[AUDIT_HASH_BYTES];

static void
put_part(struct text *t, struct slice s)
{
    for (int i = 0; i < 8; i++)
        text_putc(t, (char)(uint8_t)((uint64_t)s.len >> (8 * i)));
    text_put(t, s);
}

enum err
audit_hash(struct arena *a, const struct audit_event *e, uint8_t *ret_hash)
{
    struct text t = text_init(a, FORM_BYTES_MAX);
    struct text at = text_init(a, 32);
    struct slice form;
    struct slice when;
    struct crypto_hash hash;

    text_int(&at, e->at.ms);
    TRY(text_end(&at, &when));
    text_puts(&t, "kommunalcampus audit 1");
    put_part(&t, e->previous);
    put_part(&t, when);
    put_part(&t, e->actor);
    put_part(&t, e->organisation);
    put_part(&t, e->action);
    put_part(&t, e->subject);
    put_part(&t, e->detail);
    TRY(text_end(&t, &form));
    hash = crypto_fingerprint(form);
    memcpy(ret_hash, hash.bytes, AUDIT_HASH_BYTES);
    return OK;
}

enum err
audit_add(struct db *db, const struct audit_entry *entry)
{
    struct ctx *ctx = db_ctx(db);
    uint8_t hash[AUDIT_HASH_BYTES];
    struct audit_event e = {
        .at = ctx->now,
        .actor = entry->actor,
        .organisation = entry->organisation,
        .action = slice_of(entry->action),
        .subject = entry->subject,
        .detail = entry->detail.len > 0 ? entry->detail : SLICE("{}"),
        .previous = {GENESIS, sizeof GENESIS},
        .hash = {(const char *)hash, sizeof hash},
    };
    enum err found;

    if (e.actor.len > AUDIT_WORD_BYTES_MAX || e.organisation.len > AUDIT_WORD_BYTES_MAX ||
        e.subject.len > AUDIT_WORD_BYTES_MAX || e.detail.len > AUDIT_DETAIL_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "an event of the audit log is too long");
    found = audit_store_last(db, &e.previous);
    if (found != OK && found != ERR_NOT_FOUND)
        return found;
    TRY(audit_hash(ctx->arena, &e, hash));
    return audit_store_add(db, &e);
}

static bool
follows(struct arena *a, const struct audit_event *e, struct slice previous, enum err *ret)
{
    uint8_t hash[AUDIT_HASH_BYTES] = {0};

    *ret = audit_hash(a, e, hash);
    return *ret == OK && slice_eq(e->previous, previous) &&
           slice_eq(e->hash, (struct slice){(const char *)hash, sizeof hash});
}

enum err
audit_verify(struct db *db, int64_t *ret_events, int64_t *ret_wrong)
{
    struct arena *a = db_ctx(db)->arena;
    char last[AUDIT_HASH_BYTES] = {0};
    struct audit_event *events = arena_array(a, struct audit_event, PAGE);
    int64_t after = 0;
    int len = PAGE;
    enum err e = OK;

    if (events == NULL)
        return ERR_LIMIT;
    *ret_events = 0;
    *ret_wrong = 0;
    while (len == PAGE) {
        struct arena_mark mark = arena_mark(a);

        TRY(audit_store_page(db, after, events, PAGE, &len));
        for (int i = 0; i < len; i++) {
            if (!follows(a, &events[i], (struct slice){last, sizeof last}, &e)) {
                *ret_wrong = events[i].id;
                return e;
            }
            memcpy(last, events[i].hash.at, sizeof last);
            after = events[i].id;
            (*ret_events)++;
        }
        arena_rewind(a, mark);
    }
    return OK;
}

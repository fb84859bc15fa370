/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/audit.h"

#include <string.h>

#include "base/crypto.h"

enum { FORM_BYTES_MAX = 2 * DB_TEXT_BYTES_MAX };

static const char GENESIS[AUDIT_HASH_BYTES];

static void
put_part(struct text *t, struct slice s)
{
    for (int i = 0; i < 8; i++)
        text_putc(t, (char)(uint8_t)((uint64_t)s.len >> (8 * i)));
    text_put(t, s);
}

enum err
audit_hash_control(struct arena *a, const struct audit_event *e, enum audit_part left_out,
                   uint8_t *ret_hash)
{
    struct text t = text_init(a, FORM_BYTES_MAX);
    struct text at = text_init(a, 32);
    struct slice parts[AUDIT_PARTS] = {
        [AUDIT_PREVIOUS] = e->previous,         [AUDIT_ACTOR] = e->actor,
        [AUDIT_ORGANISATION] = e->organisation, [AUDIT_ACTION] = e->action,
        [AUDIT_SUBJECT] = e->subject,           [AUDIT_DETAIL] = e->detail,
    };
    struct slice form;
    struct crypto_hash hash;

    text_int(&at, e->at.ms);
    TRY(text_end(&at, &parts[AUDIT_AT]));
    text_puts(&t, "kommunalcampus audit 1");
    for (int i = 0; i < AUDIT_PARTS; i++) {
        if (i != (int)left_out)
            put_part(&t, parts[i]);
    }
    TRY(text_end(&t, &form));
    hash = crypto_fingerprint(form);
    memcpy(ret_hash, hash.bytes, AUDIT_HASH_BYTES);
    return OK;
}

enum err
audit_hash(struct arena *a, const struct audit_event *e, uint8_t *ret_hash)
{
    return audit_hash_control(a, e, AUDIT_NO_PART, ret_hash);
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
    found = audit_store_last(db, &e.id, &e.previous);
    if (found != OK && found != ERR_NOT_FOUND)
        return found;
    e.id++; /* AUDIT-1 */
    TRY(audit_hash(ctx->arena, &e, hash));
    return audit_store_add(db, &e);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/webauthn.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <string.h>

#include "base/limits.h"
#include "exchange/cbor_read.h"

/* Bits of the authenticator's data (section 6.1). */
enum {
    FLAG_PRESENT = 1,
    FLAG_VERIFIED = 4,
    FLAG_CAN_BE_COPIED = 8,
    FLAG_IS_COPIED = 16,
    FLAG_HAS_KEY = 64,
    FLAG_HAS_MORE = 128,
};
/* Its parts: hash of the host, flags, counter; with a key: model, length of the id. */
enum { ALGORITHM_OF_KEY = 3 }; /* RFC 9052 section 7.1 */
enum { HASH_BYTES = 32, FLAGS_AT = 32, COUNTER_AT = 33, HEAD_BYTES = 37, MODEL_BYTES = 16 };

static const char *const FAULTS[WEBAUTHN_FAULTS] = {
    "fine",     "form",   "type", "challenge", "origin", "frame",     "host",      "presence",
    "verified", "backup", "id",   "algorithm", "key",    "statement", "signature", "counter"};

static const enum passkey_algorithm ALGORITHMS[] = {PASSKEY_ES256, PASSKEY_EDDSA, PASSKEY_RS256};

const char *
webauthn_fault_name(enum webauthn_fault fault)
{
    return FAULTS[fault];
}

static const unsigned char *
bytes_of(struct slice s)
{
    return (const unsigned char *)s.at;
}

static struct slice
cut(struct slice *rest, size_t len)
{
    struct slice s = slice_sub(*rest, 0, len);

    *rest = slice_sub(*rest, s.len, rest->len);
    return s;
}

/* --- taking apart -------------------------------------------------------- */

static enum err
none(struct ctx *ctx)
{
    return fail(ctx, ERR_INVALID, "passkey: not believed: form");
}

static enum err
client_read(struct ctx *ctx, struct slice client, struct webauthn_look *look)
{
    enum err e;

    if (client.len > PASSKEY_CLIENT_BYTES_MAX)
        return none(ctx);
    e = json_read(ctx, client, &look->client);
    if (e == OK && look->client->kind == JSON_KIND_OBJECT) {
        look->client_hash = crypto_sha256(client);
        return OK;
    }
    ctx_clear(ctx); /* the reader's message could hold a piece of it */
    return none(ctx);
}

/* False: there is no map. */
static bool
map_cut(struct slice *rest, struct slice *ret_map)
{
    struct slice from = *rest;
    struct slice head = *rest;
    struct cbor_item item;

    if (!cbor_take(&head, &item) || item.kind != CBOR_MAP || !cbor_skip(rest))
        return false;
    *ret_map = slice_sub(from, 0, from.len - rest->len);
    return true;
}

/* The id and key of a new one (section 6.5.1). */
static bool
key_cut(struct slice *rest, struct webauthn_look *look)
{
    struct slice model = cut(rest, MODEL_BYTES);
    struct slice len = cut(rest, 2);
    size_t id_len;

    if (model.len != MODEL_BYTES || len.len != 2)
        return false;
    id_len = (size_t)((uint8_t)len.at[0] << 8 | (uint8_t)len.at[1]);
    look->id = cut(rest, id_len);
    return id_len > 0 && id_len <= PASSKEY_ID_BYTES_MAX && look->id.len == id_len &&
           map_cut(rest, &look->key);
}

/* Section 6.1. What the flags announce is there, and nothing else. */
static bool
data_read(struct slice data, struct webauthn_look *look)
{
    struct slice rest = data;
    struct slice head = cut(&rest, HEAD_BYTES);
    struct slice more;

    if (head.len != HEAD_BYTES || data.len > PASSKEY_DATA_BYTES_MAX)
        return false;
    look->data = data;
    look->host_hash = slice_sub(head, 0, HASH_BYTES);
    look->flags = (uint8_t)head.at[FLAGS_AT];
    look->counter = 0;
    for (int i = COUNTER_AT; i < HEAD_BYTES; i++)
        look->counter = look->counter << 8 | (uint8_t)head.at[i];
    if (((look->flags & FLAG_HAS_KEY) != 0) != look->is_made)
        return false;
    if (look->is_made && !key_cut(&rest, look))
        return false;
    if ((look->flags & FLAG_HAS_MORE) != 0 && !map_cut(&rest, &more))
        return false;
    return rest.len == 0;
}

/* Section 6.5: a map of three, each once. */
static bool
object_read(struct slice object, struct webauthn_look *look)
{
    struct slice rest = object;
    struct slice data = SLICE("");
    struct cbor_item item;
    int seen = 0;

    if (object.len > PASSKEY_OBJECT_BYTES_MAX || !cbor_take(&rest, &item) ||
        item.kind != CBOR_MAP || item.n != 3)
        return false;
    for (int i = 0; i < 3; i++) {
        struct cbor_item key;
        struct cbor_item value = {.bytes = SLICE("")};
        bool is_statement;

        if (!cbor_take(&rest, &key) || key.kind != CBOR_TEXT)
            return false;
        is_statement = slice_is(key.bytes, "attStmt");
        if (!(is_statement ? map_cut(&rest, &look->statement) : cbor_take(&rest, &value)))
            return false;
        if (is_statement) {
            seen |= 1;
        } else if (slice_is(key.bytes, "fmt") && value.kind == CBOR_TEXT) {
            look->format = value.bytes;
            seen |= 2;
        } else if (slice_is(key.bytes, "authData") && value.kind == CBOR_BYTES) {
            data = value.bytes;
            seen |= 4;
        }
    }
    return seen == 7 && rest.len == 0 && data_read(data, look);
}

enum err
webauthn_look_at_made(struct ctx *ctx, const struct webauthn_made *made, struct webauthn_look *look)
{
    look->is_made = true;
    look->said_id = made->id;
    TRY(client_read(ctx, made->client, look));
    return object_read(made->object, look) ? OK : none(ctx);
}

enum err
webauthn_look_at_shown(struct ctx *ctx, const struct webauthn_shown *shown,
                       struct webauthn_look *look)
{
    look->is_made = false;
    look->kept = shown->key;
    look->signature = shown->signature;
    TRY(client_read(ctx, shown->client, look));
    if (shown->signature.len == 0 || shown->signature.len > PASSKEY_SIGNATURE_BYTES_MAX)
        return none(ctx);
    return data_read(shown->data, look) ? OK : none(ctx);
}

/* --- what the browser says ----------------------------------------------- */

static struct slice
text_of(const struct webauthn_look *l, const char *key)
{
    const struct json_value *m = json_member(l->client, key);

    return m != NULL && m->kind == JSON_KIND_TEXT ? m->text : SLICE("");
}

static bool
type_holds(const struct webauthn_look *l)
{
    return slice_is(text_of(l, "type"), l->is_made ? "webauthn.create" : "webauthn.get");
}

static bool
challenge_holds(const struct webauthn_look *l)
{
    return l->want.challenge.len > 0 && crypto_eq(text_of(l, "challenge"), l->want.challenge);
}

static bool
origin_holds(const struct webauthn_look *l)
{
    return l->want.origin.len > 0 && slice_eq(text_of(l, "origin"), l->want.origin);
}

static bool
frame_holds(const struct webauthn_look *l)
{
    const struct json_value *cross = json_member(l->client, "crossOrigin");

    if (json_member(l->client, "topOrigin") != NULL)
        return false;
    return cross == NULL || (cross->kind == JSON_KIND_BOOL && !cross->truth);
}

/* --- what the authenticator says ----------------------------------------- */

static bool
host_holds(const struct webauthn_look *l)
{
    struct crypto_hash h = crypto_sha256(slice_of(l->want.host));

    return crypto_eq(l->host_hash, (struct slice){(const char *)h.bytes, sizeof h.bytes});
}

static bool
presence_holds(const struct webauthn_look *l)
{
    return (l->flags & FLAG_PRESENT) != 0;
}

static bool
verified_holds(const struct webauthn_look *l)
{
    return (l->flags & FLAG_VERIFIED) != 0;
}

static bool
backup_holds(const struct webauthn_look *l)
{
    return (l->flags & FLAG_IS_COPIED) == 0 || (l->flags & FLAG_CAN_BE_COPIED) != 0;
}

static bool
id_holds(const struct webauthn_look *l)
{
    return !l->is_made || slice_eq(l->id, l->said_id);
}

/* --- libfido2 ------------------------------------------------------------ */

/* A member of a map: the text `name`, or the number ALGORITHM_OF_KEY when that is NULL. */
static bool
member_of(struct slice map, const char *name, struct slice *ret_value)
{
    struct cbor_item item;
    struct cbor_item key;

    if (!cbor_take(&map, &item))
        return false;
    for (uint64_t i = 0; i < item.n; i++) {
        if (!cbor_take(&map, &key) || key.kind == CBOR_ARRAY || key.kind == CBOR_MAP)
            return false;
        *ret_value = map;
        if (name != NULL ? key.kind == CBOR_TEXT && slice_is(key.bytes, name)
                         : key.kind == CBOR_UNSIGNED && key.n == ALGORITHM_OF_KEY)
            return true;
        if (!cbor_skip(&map))
            return false;
    }
    return false;
}

static bool
algorithm_take(struct slice value, enum passkey_algorithm *ret_algorithm)
{
    struct cbor_item item;

    if (!cbor_take(&value, &item) || item.kind != CBOR_NEGATIVE)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(ALGORITHMS); i++) {
        *ret_algorithm = ALGORITHMS[i];
        if (item.n == (uint64_t)(-1 - (int)ALGORITHMS[i]))
            return true;
    }
    return false;
}

static bool
algorithm_of(const struct webauthn_look *l, enum passkey_algorithm *ret_algorithm)
{
    struct slice value;

    return member_of(l->key, NULL, &value) && algorithm_take(value, ret_algorithm);
}

static bool
algorithm_holds(const struct webauthn_look *l)
{
    enum passkey_algorithm algorithm;

    return !l->is_made || algorithm_of(l, &algorithm);
}

/* A public key as libfido2 has it. */
struct fido_key {
    enum passkey_algorithm algorithm;
    es256_pk_t *es256;
    eddsa_pk_t *eddsa;
    rs256_pk_t *rs256;
    void *any; /* that of them */
};

static void
fido_key_done(struct fido_key *k)
{
    es256_pk_free(&k->es256);
    eddsa_pk_free(&k->eddsa);
    rs256_pk_free(&k->rs256);
}

/* libfido2 takes the bytes; libcrypto says whether they are a key: a point of the curve. */
static bool
fido_key_make(struct fido_key *k, enum passkey_algorithm algorithm, struct slice bytes)
{
    EVP_PKEY *is_key = NULL;

    *k = (struct fido_key){.algorithm = algorithm};
    switch (algorithm) {
    case PASSKEY_ES256:
        k->any = k->es256 = es256_pk_new();
        if (k->any != NULL && es256_pk_from_ptr(k->es256, bytes.at, bytes.len) == FIDO_OK)
            is_key = es256_pk_to_EVP_PKEY(k->es256);
        break;
    case PASSKEY_EDDSA:
        k->any = k->eddsa = eddsa_pk_new();
        if (k->any != NULL && eddsa_pk_from_ptr(k->eddsa, bytes.at, bytes.len) == FIDO_OK)
            is_key = eddsa_pk_to_EVP_PKEY(k->eddsa);
        break;
    case PASSKEY_RS256:
        k->any = k->rs256 = rs256_pk_new();
        if (k->any != NULL && rs256_pk_from_ptr(k->rs256, bytes.at, bytes.len) == FIDO_OK)
            is_key = rs256_pk_to_EVP_PKEY(k->rs256);
        break;
    }
    EVP_PKEY_free(is_key);
    return is_key != NULL;
}

/* NULL: libfido2 does not understand it. */
static fido_cred_t *
cred_make(const struct webauthn_look *l)
{
    enum passkey_algorithm algorithm;
    fido_cred_t *c = fido_cred_new();

    if (c != NULL && algorithm_of(l, &algorithm) && fido_cred_set_type(c, algorithm) == FIDO_OK &&
        fido_cred_set_authdata_raw(c, bytes_of(l->data), l->data.len) == FIDO_OK)
        return c;
    fido_cred_free(&c);
    return NULL;
}

static struct slice
cred_key(const fido_cred_t *c)
{
    return (struct slice){(const char *)fido_cred_pubkey_ptr(c), fido_cred_pubkey_len(c)};
}

static bool
key_holds(const struct webauthn_look *l)
{
    struct fido_key k = {.any = NULL};
    fido_cred_t *c;
    bool is = false;

    if (!l->is_made)
        return true;
    c = cred_make(l);
    if (c != NULL)
        is = fido_key_make(&k, (enum passkey_algorithm)fido_cred_type(c), cred_key(c));
    fido_key_done(&k);
    fido_cred_free(&c);
    return is;
}

/* Signed with the new key itself: all that "packed" may be when nothing was asked for. */
static bool
is_signed_by_itself(const struct webauthn_look *l)
{
    enum passkey_algorithm said = PASSKEY_ES256;
    struct slice value;
    fido_cred_t *c = cred_make(l);
    bool is = c != NULL && member_of(l->statement, "alg", &value) && algorithm_take(value, &said) &&
              fido_cred_type(c) == (int)said &&
              fido_cred_set_rp(c, l->want.host, NULL) == FIDO_OK &&
              fido_cred_set_clientdata_hash(c, l->client_hash.bytes, sizeof l->client_hash.bytes) ==
                  FIDO_OK &&
              fido_cred_set_fmt(c, "packed") == FIDO_OK &&
              fido_cred_set_attstmt(c, bytes_of(l->statement), l->statement.len) == FIDO_OK &&
              fido_cred_x5c_len(c) == 0 && fido_cred_verify_self(c) == FIDO_OK;

    fido_cred_free(&c);
    return is;
}

/*
 * We ask for none (PASSKEY-3): then a browser passes on "none", or what the key says of itself.
 * Anything more would name the maker of the device and, often, its owner.
 */
static bool
statement_holds(const struct webauthn_look *l)
{
    if (!l->is_made)
        return true;
    if (slice_is(l->format, "none"))
        return slice_is(l->statement, "\xa0"); /* an empty map */
    return slice_is(l->format, "packed") && is_signed_by_itself(l);
}

static bool
signature_holds(const struct webauthn_look *l)
{
    struct fido_key k = {.any = NULL};
    fido_assert_t *a;
    bool is;

    if (l->is_made)
        return true;
    a = fido_assert_new();
    is = a != NULL && l->kept != NULL && fido_key_make(&k, l->kept->algorithm, l->kept->bytes) &&
         fido_assert_set_count(a, 1) == FIDO_OK && fido_assert_set_rp(a, l->want.host) == FIDO_OK &&
         fido_assert_set_clientdata_hash(a, l->client_hash.bytes, sizeof l->client_hash.bytes) ==
             FIDO_OK &&
         fido_assert_set_authdata_raw(a, 0, bytes_of(l->data), l->data.len) == FIDO_OK &&
         fido_assert_set_sig(a, 0, bytes_of(l->signature), l->signature.len) == FIDO_OK &&
         fido_assert_verify(a, 0, k.algorithm, k.any) == FIDO_OK;
    fido_key_done(&k);
    fido_assert_free(&a);
    return is;
}

/* Section 7.2 step 21. Passkeys that are copied between devices say 0 for ever. */
static bool
counter_holds(const struct webauthn_look *l)
{
    if (l->is_made || (l->counter == 0 && l->kept->counter == 0))
        return true;
    return l->counter > l->kept->counter;
}

/* --- all of it ----------------------------------------------------------- */

const struct webauthn_rule webauthn_rules[WEBAUTHN_RULES] = {
    {WEBAUTHN_TYPE, type_holds},
    {WEBAUTHN_CHALLENGE, challenge_holds},
    {WEBAUTHN_ORIGIN, origin_holds},
    {WEBAUTHN_FRAME, frame_holds},
    {WEBAUTHN_HOST, host_holds},
    {WEBAUTHN_PRESENCE, presence_holds},
    {WEBAUTHN_VERIFIED, verified_holds},
    {WEBAUTHN_BACKUP, backup_holds},
    {WEBAUTHN_ID, id_holds},
    {WEBAUTHN_ALGORITHM, algorithm_holds},
    {WEBAUTHN_KEY, key_holds},
    {WEBAUTHN_STATEMENT, statement_holds},
    {WEBAUTHN_SIGNATURE, signature_holds},
    {WEBAUTHN_COUNTER, counter_holds},
};

enum webauthn_fault
webauthn_judge(const struct webauthn_look *look, const struct webauthn_rule *rules, int len)
{
    fido_init(0); /* of this thread */
    for (int i = 0; i < len; i++) {
        if (!rules[i].holds(look))
            return rules[i].fault;
    }
    return WEBAUTHN_FINE;
}

static enum err
judge(struct ctx *ctx, const struct webauthn_look *look, enum webauthn_fault *ret_fault)
{
    *ret_fault = webauthn_judge(look, webauthn_rules, WEBAUTHN_RULES);
    if (*ret_fault == WEBAUTHN_FINE)
        return OK;
    return fail(ctx, ERR_INVALID, "passkey: not believed: %s", webauthn_fault_name(*ret_fault));
}

enum err
webauthn_read_made(struct ctx *ctx, const struct webauthn_made *made,
                   const struct webauthn_want *want, struct webauthn_new *ret)
{
    struct webauthn_look look = {.want = *want};
    fido_cred_t *c;
    enum err e;

    *ret = (struct webauthn_new){.fault = WEBAUTHN_FORM};
    TRY(webauthn_look_at_made(ctx, made, &look));
    TRY(judge(ctx, &look, &ret->fault));
    c = cred_make(&look);
    if (c == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a passkey");
    ret->key.algorithm = (enum passkey_algorithm)fido_cred_type(c);
    ret->key.counter = look.counter;
    e = arena_copy(ctx->arena, cred_key(c), &ret->key.bytes);
    if (e == OK)
        e = arena_copy(ctx->arena, look.id, &ret->id);
    fido_cred_free(&c);
    return e;
}

enum err
webauthn_read_shown(struct ctx *ctx, const struct webauthn_shown *shown,
                    const struct webauthn_want *want, enum webauthn_fault *ret_fault,
                    int64_t *ret_counter)
{
    struct webauthn_look look = {.want = *want};

    *ret_fault = WEBAUTHN_FORM;
    TRY(webauthn_look_at_shown(ctx, shown, &look));
    TRY(judge(ctx, &look, ret_fault));
    *ret_counter = look.counter;
    return OK;
}

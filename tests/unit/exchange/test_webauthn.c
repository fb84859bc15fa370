/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What browsers say about passkeys and must not be believed, each for one reason; and for each rule
 * that without it they would be. Keys and signatures are made anew by each run, with libcrypto.
 */
#include "given_webauthn.h"

#include "base/limits.h"
#include "exchange/cbor_read.h"

#define MADE_WITH(old_challenge, origin, more)                                                     \
    "{\"type\":\"webauthn.create\",\"challenge\":\"" old_challenge "\",\"origin\":\"" origin       \
    "\"" more "}"
#define SHOWN_WITH(challenge, origin, more)                                                        \
    "{\"type\":\"webauthn.get\",\"challenge\":\"" challenge "\",\"origin\":\"" origin "\"" more "}"

enum statement {
    SAYS_NOTHING,
    SAYS_SELF,
    SAYS_OTHER,     /* "packed", signed by somebody else */
    SAYS_ALGORITHM, /* "packed" with another algorithm than the key's */
    SAYS_MAKER,     /* "packed" with a certificate */
    SAYS_U2F,
    SAYS_NONE_AND_MORE,
};

struct row {
    const char *why;
    enum webauthn_fault fault;
    bool is_made;
    const char *client; /* NULL: as it should be */
    const char *host;   /* NULL: ours */
    int flags_off;
    int flags_on;
    int64_t counter;
    int64_t kept_counter;
    enum given_key by;
    int signer; /* a key's number + 1; 0: it signs itself */
    enum key_wrong key_wrong;
    enum statement says;
    bool other_id;
};

#define FINE_MADE .is_made = true
#define FINE_SHOWN .counter = 5, .kept_counter = 4

static const struct row ROWS[] = {
    {.why = "a new one", FINE_MADE},
    {.why = "a new one, Ed25519", FINE_MADE, .by = KEY_ED},
    {.why = "a new one, RSA", FINE_MADE, .by = KEY_RSA},
    {.why = "signed by itself", FINE_MADE, .says = SAYS_SELF},
    {.why = "signed by itself, Ed25519", FINE_MADE, .by = KEY_ED, .says = SAYS_SELF},
    {.why = "signed by itself, RSA", FINE_MADE, .by = KEY_RSA, .says = SAYS_SELF},
    {.why = "a new one that is copied", FINE_MADE, .flags_on = CAN_COPY | COPIED},
    {.why = "a new one with an extension", FINE_MADE, .flags_on = MORE},
    {.why = "a new one that says it is in no frame",
     FINE_MADE,
     .client = MADE_WITH(CHALLENGE, ORIGIN, ",\"crossOrigin\":false,\"x\":[1]")},
    {.why = "a new one that counts", FINE_MADE, .counter = 7},
    {.why = "shown", FINE_SHOWN},
    {.why = "shown, Ed25519", FINE_SHOWN, .by = KEY_ED},
    {.why = "shown, RSA", FINE_SHOWN, .by = KEY_RSA},
    {
        .why = "shown, does not count",
    },
    {.why = "shown, the last number", .counter = 0xffffffff, .kept_counter = 0xfffffffe},

    {.why = "shown where one is made", .fault = WEBAUTHN_TYPE, FINE_MADE, .client = CLIENT_SHOWN},
    {.why = "made where one is shown", .fault = WEBAUTHN_TYPE, FINE_SHOWN, .client = CLIENT_MADE},
    {.why = "a type in capitals",
     .fault = WEBAUTHN_TYPE,
     FINE_SHOWN,
     .client = CLIENT_OF("webauthn.GET")},
    {.why = "a payment", .fault = WEBAUTHN_TYPE, FINE_SHOWN, .client = CLIENT_OF("payment.get")},
    {.why = "no type",
     .fault = WEBAUTHN_TYPE,
     FINE_SHOWN,
     .client = "{\"challenge\":\"" CHALLENGE "\",\"origin\":\"" ORIGIN "\"}"},
    {.why = "a list of types",
     .fault = WEBAUTHN_TYPE,
     FINE_SHOWN,
     .client =
         "{\"type\":[\"webauthn.get\"],\"challenge\":\"" CHALLENGE "\",\"origin\":\"" ORIGIN "\"}"},
    {.why = "a challenge of before",
     .fault = WEBAUTHN_CHALLENGE,
     FINE_SHOWN,
     .client = SHOWN_WITH("Y2hhbGxlbmdm", ORIGIN, "")},
    {.why = "a new one for a challenge of before",
     .fault = WEBAUTHN_CHALLENGE,
     FINE_MADE,
     .client = MADE_WITH("Y2hhbGxlbmdm", ORIGIN, "")},
    {.why = "the beginning of the challenge",
     .fault = WEBAUTHN_CHALLENGE,
     FINE_SHOWN,
     .client = SHOWN_WITH("Y2hhbGxl", ORIGIN, "")},
    {.why = "the challenge and more",
     .fault = WEBAUTHN_CHALLENGE,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE "AA", ORIGIN, "")},
    {.why = "the challenge padded",
     .fault = WEBAUTHN_CHALLENGE,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE "==", ORIGIN, "")},
    {.why = "an empty challenge",
     .fault = WEBAUTHN_CHALLENGE,
     FINE_SHOWN,
     .client = SHOWN_WITH("", ORIGIN, "")},
    {.why = "no challenge",
     .fault = WEBAUTHN_CHALLENGE,
     FINE_SHOWN,
     .client = "{\"type\":\"webauthn.get\",\"origin\":\"" ORIGIN "\"}"},
    {.why = "another origin",
     .fault = WEBAUTHN_ORIGIN,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE, "https://campus.evil.example", "")},
    {.why = "a new one for another origin",
     .fault = WEBAUTHN_ORIGIN,
     FINE_MADE,
     .client = MADE_WITH(CHALLENGE, "https://evil.example", "")},
    {.why = "a part of our host",
     .fault = WEBAUTHN_ORIGIN,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE, "https://x.campus.example", "")},
    {.why = "without TLS",
     .fault = WEBAUTHN_ORIGIN,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE, "http://campus.example", "")},
    {.why = "another port",
     .fault = WEBAUTHN_ORIGIN,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE, "https://campus.example:8443", "")},
    {.why = "an origin with a path",
     .fault = WEBAUTHN_ORIGIN,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE, "https://campus.example/", "")},
    {.why = "no origin",
     .fault = WEBAUTHN_ORIGIN,
     FINE_SHOWN,
     .client = "{\"type\":\"webauthn.get\",\"challenge\":\"" CHALLENGE "\"}"},
    {.why = "within another page",
     .fault = WEBAUTHN_FRAME,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE, ORIGIN, ",\"crossOrigin\":true")},
    {.why = "made within another page",
     .fault = WEBAUTHN_FRAME,
     FINE_MADE,
     .client = MADE_WITH(CHALLENGE, ORIGIN, ",\"crossOrigin\":true")},
    {.why = "whether within another page is no truth",
     .fault = WEBAUTHN_FRAME,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE, ORIGIN, ",\"crossOrigin\":\"false\"")},
    {.why = "names a page around ours",
     .fault = WEBAUTHN_FRAME,
     FINE_SHOWN,
     .client = SHOWN_WITH(CHALLENGE, ORIGIN, ",\"topOrigin\":\"https://evil.example\"")},
    {.why = "for another host", .fault = WEBAUTHN_HOST, FINE_SHOWN, .host = "evil.example"},
    {.why = "made for another host", .fault = WEBAUTHN_HOST, FINE_MADE, .host = "evil.example"},
    {.why = "for the host above ours", .fault = WEBAUTHN_HOST, FINE_SHOWN, .host = "example"},
    {.why = "for an origin in place of a host", .fault = WEBAUTHN_HOST, FINE_SHOWN, .host = ORIGIN},
    {.why = "nobody touched it", .fault = WEBAUTHN_PRESENCE, FINE_SHOWN, .flags_off = PRESENT},
    {.why = "made and nobody touched it",
     .fault = WEBAUTHN_PRESENCE,
     FINE_MADE,
     .flags_off = PRESENT},
    {.why = "not asked who touches it",
     .fault = WEBAUTHN_VERIFIED,
     FINE_SHOWN,
     .flags_off = VERIFIED},
    {.why = "made and not asked who", .fault = WEBAUTHN_VERIFIED, FINE_MADE, .flags_off = VERIFIED},
    {.why = "copied and cannot be", .fault = WEBAUTHN_BACKUP, FINE_SHOWN, .flags_on = COPIED},
    {.why = "made, copied and cannot be", .fault = WEBAUTHN_BACKUP, FINE_MADE, .flags_on = COPIED},
    {.why = "another id than the authenticator's",
     .fault = WEBAUTHN_ID,
     FINE_MADE,
     .other_id = true},
    {.why = "an algorithm we did not ask for",
     .fault = WEBAUTHN_ALGORITHM,
     FINE_MADE,
     .key_wrong = KEY_WRONG_ALGORITHM},
    {.why = "no algorithm", .fault = WEBAUTHN_ALGORITHM, FINE_MADE, .key_wrong = KEY_NO_ALGORITHM},
    {.why = "no point of the curve", .fault = WEBAUTHN_KEY, FINE_MADE, .key_wrong = KEY_OFF_CURVE},
    {.why = "an EC key that says EdDSA",
     .fault = WEBAUTHN_KEY,
     FINE_MADE,
     .key_wrong = KEY_OTHER_KIND},
    {.why = "a key with a short number",
     .fault = WEBAUTHN_KEY,
     FINE_MADE,
     .key_wrong = KEY_SHORT_NUMBER},
    {.why = "a key of another curve",
     .fault = WEBAUTHN_KEY,
     FINE_MADE,
     .key_wrong = KEY_OTHER_CURVE},
    {.why = "signed by itself, by another",
     .fault = WEBAUTHN_STATEMENT,
     FINE_MADE,
     .says = SAYS_OTHER},
    {.why = "signed by itself, with another algorithm",
     .fault = WEBAUTHN_STATEMENT,
     FINE_MADE,
     .says = SAYS_ALGORITHM},
    {.why = "names its maker", .fault = WEBAUTHN_STATEMENT, FINE_MADE, .says = SAYS_MAKER},
    {.why = "an old kind of statement", .fault = WEBAUTHN_STATEMENT, FINE_MADE, .says = SAYS_U2F},
    {.why = "none, and a statement",
     .fault = WEBAUTHN_STATEMENT,
     FINE_MADE,
     .says = SAYS_NONE_AND_MORE},
    {.why = "signed by another", .fault = WEBAUTHN_SIGNATURE, FINE_SHOWN, .signer = 1 + KEY_OTHER},
    {.why = "signed by another, Ed25519",
     .fault = WEBAUTHN_SIGNATURE,
     FINE_SHOWN,
     .by = KEY_ED,
     .signer = 1 + KEY_OTHER_ED},
    {.why = "signed with another kind of key",
     .fault = WEBAUTHN_SIGNATURE,
     FINE_SHOWN,
     .by = KEY_RSA,
     .signer = 1 + KEY_EC},
    {.why = "the counter stands still", .fault = WEBAUTHN_COUNTER, .counter = 5, .kept_counter = 5},
    {.why = "the counter goes back", .fault = WEBAUTHN_COUNTER, .counter = 4, .kept_counter = 5},
    {.why = "the counter begins anew", .fault = WEBAUTHN_COUNTER, .counter = 0, .kept_counter = 5},
    {.why = "the counter went round",
     .fault = WEBAUTHN_COUNTER,
     .counter = 1,
     .kept_counter = 0xffffffff},
};

/* --- what a row says ----------------------------------------------------- */

static const struct webauthn_want WANT = {
    .origin = SLICE_INIT(ORIGIN), .host = HOST, .challenge = SLICE_INIT(CHALLENGE)};

static struct slice
data_of_row(const struct row *r)
{
    int flags = PRESENT | VERIFIED | (r->is_made ? KEYED : 0);
    struct given_data d = {.host = r->host != NULL ? r->host : HOST,
                           .flags = (flags | r->flags_on) & ~r->flags_off,
                           .counter = r->counter};

    if (r->is_made)
        d.key = cose_of(r->by, r->key_wrong);
    if ((r->flags_on & MORE) != 0)
        d.more = "\xa1\x6b"
                 "credProtect"
                 "\x02";
    return data_of(&d);
}

static struct slice
object_of_row(const struct row *r)
{
    static const int algorithms[GIVEN_KEYS] = {-7, -8, -257, -7, -8};
    struct slice data = data_of_row(r);

    switch (r->says) {
    case SAYS_NOTHING:
        break;
    case SAYS_SELF:
        return object_of("packed", packed_of(r->by, algorithms[r->by], data), data);
    case SAYS_OTHER:
        return object_of("packed", packed_of(KEY_OTHER, -7, data), data);
    case SAYS_ALGORITHM:
        return object_of("packed", packed_of(r->by, -257, data), data);
    case SAYS_MAKER:
        return object_of("packed", SLICE("\xa1\x63x5c\x81\x41\x30"), data);
    case SAYS_U2F:
        return object_of("fido-u2f", SLICE("\xa0"), data);
    case SAYS_NONE_AND_MORE:
        return object_of("none", SLICE("\xa1\x63sig\x41\x30"), data);
    }
    return object_of("none", SLICE("\xa0"), data);
}

static struct slice
client_of_row(const struct row *r)
{
    return slice_of(r->client != NULL ? r->client : r->is_made ? CLIENT_MADE : CLIENT_SHOWN);
}

static struct webauthn_made
made_of(const struct row *r)
{
    return (struct webauthn_made){.id = r->other_id ? SLICE("bbcdefghijklmnopqrst") : id_given(),
                                  .client = client_of_row(r),
                                  .object = object_of_row(r)};
}

/* The key as it was kept when it was made: read by the program itself. */
static struct passkey_key
kept_of(const struct row *r)
{
    struct row fine = {.why = r->why, FINE_MADE, .by = r->by};
    struct ctx ctx = {.arena = arena};
    struct webauthn_made made = made_of(&fine);
    struct webauthn_new got;

    CHECK_ERR(r->why, webauthn_read_made(&ctx, &made, &WANT, &got), OK);
    assert_true(slice_eq(got.id, id_given()));
    got.key.counter = r->kept_counter;
    return got.key;
}

static struct webauthn_shown
shown_of(const struct row *r, const struct passkey_key *key)
{
    struct slice data = data_of_row(r);
    struct slice client = client_of_row(r);

    return (struct webauthn_shown){
        .client = client,
        .data = data,
        .signature = sign(r->signer == 0 ? r->by : (enum given_key)(r->signer - 1), data, client),
        .key = key};
}

static void
is_judged(const struct row *r, enum err e, enum webauthn_fault fault, const struct ctx *ctx)
{
    CHECK_ERR(r->why, e, r->fault == WEBAUTHN_FINE ? OK : ERR_INVALID);
    if (fault != r->fault)
        fail_msg("%s: refused for %s, not for %s", r->why, webauthn_fault_name(fault),
                 webauthn_fault_name(r->fault));
    if (e != OK)
        assert_non_null(strstr(ctx->failure.message, webauthn_fault_name(fault)));
}

static void
each_is_believed_or_refused_for_its_reason(void **state)
{
    int refused = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        const struct row *r = &ROWS[i];
        struct ctx ctx = {.arena = arena};
        enum webauthn_fault fault;
        enum err e;

        refused += r->fault != WEBAUTHN_FINE;
        if (r->is_made) {
            struct webauthn_made made = made_of(r);
            struct webauthn_new got;

            e = webauthn_read_made(&ctx, &made, &WANT, &got);
            fault = got.fault;
            CHECK_INT(r->why, got.key.counter, e == OK ? r->counter : 0);
        } else {
            struct passkey_key key = kept_of(r);
            struct webauthn_shown shown = shown_of(r, &key);
            int64_t counter = -1;

            e = webauthn_read_shown(&ctx, &shown, &WANT, &fault, &counter);
            CHECK_INT(r->why, counter, e == OK ? r->counter : -1);
        }
        is_judged(r, e, fault, &ctx);
    }
    assert_true(refused >= 45);
}

/* libfido2 compares the host once more, and a key that is none verifies nothing. */
static bool
goes_together(enum webauthn_fault a, enum webauthn_fault b)
{
    if (a == b)
        return true;
    if (a == WEBAUTHN_HOST)
        return b == WEBAUTHN_SIGNATURE || b == WEBAUTHN_STATEMENT;
    return a == WEBAUTHN_ALGORITHM && b == WEBAUTHN_KEY;
}

/* The control: whoever leaves out a rule believes what the rule is there for. */
static void
without_its_rule_each_would_be_believed(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        const struct row *r = &ROWS[i];
        struct ctx ctx = {.arena = arena};
        struct webauthn_look look = {.want = WANT};
        struct webauthn_rule careless[WEBAUTHN_RULES];
        struct passkey_key key;
        enum webauthn_fault found;
        int len = 0;

        if (r->fault == WEBAUTHN_FINE)
            continue;
        for (int k = 0; k < WEBAUTHN_RULES; k++)
            if (!goes_together(r->fault, webauthn_rules[k].fault))
                careless[len++] = webauthn_rules[k];
        if (r->is_made) {
            struct webauthn_made made = made_of(r);

            CHECK_ERR(r->why, webauthn_look_at_made(&ctx, &made, &look), OK);
        } else {
            struct webauthn_shown shown;

            key = kept_of(r);
            shown = shown_of(r, &key);
            CHECK_ERR(r->why, webauthn_look_at_shown(&ctx, &shown, &look), OK);
        }
        found = webauthn_judge(&look, careless, len);
        if (found != WEBAUTHN_FINE)
            fail_msg("%s: still refused, for %s", r->why, webauthn_fault_name(found));
    }
}

/* --- what is none at all ------------------------------------------------- */

static const struct row FINE_NEW = {.why = "fine", FINE_MADE};
static const struct row FINE_SEEN = {.why = "fine", FINE_SHOWN};

static struct slice
joined(struct slice a, struct slice b)
{
    struct text t = text_init(arena, 65536);

    text_put(&t, a);
    text_put(&t, b);
    return ended(&t);
}

static struct slice
spaces(size_t len)
{
    char *at = arena_alloc(arena, len, 1);

    assert_non_null(at);
    memset(at, ' ', len);
    return (struct slice){at, len};
}

static void
made_is_form(const char *why, struct slice client, struct slice object)
{
    struct webauthn_made made = {.id = id_given(), .client = client, .object = object};
    struct ctx ctx = {.arena = arena};
    struct webauthn_new got;

    CHECK_ERR(why, webauthn_read_made(&ctx, &made, &WANT, &got), ERR_INVALID);
    CHECK_INT(why, got.fault, WEBAUTHN_FORM);
    assert_int_equal(got.id.len, 0);
}

static void
what_no_browser_says_is_refused(void **state)
{
    struct slice object = object_of_row(&FINE_NEW);
    struct slice data = data_of_row(&FINE_NEW);
    struct slice client = SLICE(CLIENT_MADE);

    (void)state;
    made_is_form("nothing", SLICE(""), object);
    made_is_form("no JSON", SLICE("abc"), object);
    made_is_form("a list", SLICE("[]"), object);
    made_is_form("cut JSON", slice_sub(client, 0, client.len - 1), object);
    made_is_form("JSON and more", joined(client, SLICE("x")), object);
    made_is_form("a member twice", SLICE("{\"type\":\"a\",\"type\":\"webauthn.create\"}"), object);
    made_is_form("a NUL", SLICE("{\"type\":\"webauthn.create\\u0000\"}"), object);
    made_is_form("too long", joined(client, spaces(PASSKEY_CLIENT_BYTES_MAX)), object);

    made_is_form("no object", client, SLICE(""));
    made_is_form("a list for an object", client, SLICE("\x83\x01\x02\x03"));
    made_is_form("a map of two", client, SLICE("\xa2\x61x\x01\x61y\x02"));
    made_is_form("other members", client, SLICE("\xa3\x61x\x01\x61y\x02\x61z\x03"));
    made_is_form("a map whose length is not said", client,
                 joined(SLICE("\xbf"), slice_sub(object, 1, object.len)));
    made_is_form("a map of 2^63", client, SLICE("\xbb\x80\0\0\0\0\0\0\0\x01"));
    made_is_form("a list of 2^32 in it", client,
                 SLICE("\xa3\x67"
                       "attStmt\xa1\x01\x9b\0\0\0\x01\0\0\0\0"));
    made_is_form("more after it", client, joined(object, SLICE("\0")));
    made_is_form("too long", client, joined(object, spaces(PASSKEY_OBJECT_BYTES_MAX)));
    made_is_form("a statement that is no map", client, object_of("none", SLICE("\x80"), data));
    made_is_form("data cut", client, object_of("none", SLICE("\xa0"), slice_sub(data, 0, 100)));
    made_is_form("data and more", client,
                 object_of("none", SLICE("\xa0"), joined(data, SLICE("\0"))));
    made_is_form("data without a key", client,
                 object_of("none", SLICE("\xa0"), data_of_row(&FINE_SEEN)));
    for (size_t len = 0; len < object.len; len++)
        made_is_form("cut", client, slice_sub(object, 0, len));
}

/* Levels: as many as are read, and one more. */
static void
boxes_in_boxes_are_counted(void **state)
{
    char deep[CBOR_DEPTH_MAX + 1];
    struct slice rest = {deep, sizeof deep};

    (void)state;
    memset(deep, '\x81', sizeof deep); /* a list of one */
    deep[CBOR_DEPTH_MAX - 1] = 0;
    assert_true(cbor_skip(&rest));
    assert_int_equal(rest.len, 1);
    deep[CBOR_DEPTH_MAX - 1] = '\x81';
    deep[CBOR_DEPTH_MAX] = 0;
    rest = (struct slice){deep, sizeof deep};
    assert_false(cbor_skip(&rest));
}

static void
shown_is_form(const char *why, struct slice data, struct slice signature)
{
    struct passkey_key key = kept_of(&FINE_SEEN);
    struct webauthn_shown shown = {
        .client = SLICE(CLIENT_SHOWN), .data = data, .signature = signature, .key = &key};
    struct ctx ctx = {.arena = arena};
    enum webauthn_fault fault;
    int64_t counter;

    CHECK_ERR(why, webauthn_read_shown(&ctx, &shown, &WANT, &fault, &counter), ERR_INVALID);
    CHECK_INT(why, fault, WEBAUTHN_FORM);
}

static void
what_no_authenticator_says_is_refused(void **state)
{
    struct row extended = FINE_SEEN;
    struct slice data = data_of_row(&FINE_SEEN);
    struct slice signature = sign(KEY_EC, data, SLICE(CLIENT_SHOWN));

    (void)state;
    shown_is_form("no data", SLICE(""), signature);
    shown_is_form("36 bytes", slice_sub(data, 0, 36), signature);
    shown_is_form("a byte more", joined(data, SLICE("\0")), signature);
    shown_is_form("with a key", data_of_row(&FINE_NEW), signature);
    shown_is_form("too long", joined(data, spaces(PASSKEY_DATA_BYTES_MAX)), signature);
    shown_is_form("no signature", data, SLICE(""));
    shown_is_form("a long signature", data, spaces(PASSKEY_SIGNATURE_BYTES_MAX + 1));
    extended.flags_on = MORE;
    data = data_of_row(&extended);
    shown_is_form("an extension cut", slice_sub(data, 0, data.len - 1), signature);
}

/* Every bit of what is signed counts, and of the signature. */
static void
any_changed_bit_is_noticed(void **state)
{
    struct passkey_key key;
    struct webauthn_shown good;

    (void)state;
    key = kept_of(&FINE_SEEN);
    good = shown_of(&FINE_SEEN, &key);
    for (size_t bit = 0; bit < 8 * (good.data.len + good.client.len + good.signature.len); bit++) {
        struct ctx ctx = {.arena = arena};
        struct webauthn_shown bad = good;
        struct slice *of = bit / 8 < good.data.len ? &bad.data : &bad.client;
        size_t at = bit / 8 < good.data.len ? bit / 8 : bit / 8 - good.data.len;
        enum webauthn_fault fault;
        int64_t counter;
        char *copy;

        if (of == &bad.client && at >= good.client.len) {
            at -= good.client.len;
            of = &bad.signature;
        }
        copy = arena_alloc(arena, of->len, 1);
        memcpy(copy, of->at, of->len);
        copy[at] = (char)(copy[at] ^ 1 << bit % 8);
        of->at = copy;
        if (webauthn_read_shown(&ctx, &bad, &WANT, &fault, &counter) == OK)
            fail_msg("bit %zu does not count", bit);
    }
}

static int
keys_open(void **state)
{
    (void)state;
    keys_make();
    return crypto_start() == OK ? 0 : 1;
}

static int
keys_close(void **state)
{
    (void)state;
    keys_free();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_is_believed_or_refused_for_its_reason),
        TEST(without_its_rule_each_would_be_believed),
        TEST(what_no_browser_says_is_refused),
        TEST(boxes_in_boxes_are_counted),
        TEST(what_no_authenticator_says_is_refused),
        TEST(any_changed_bit_is_noticed),
    };

    return cmocka_run_group_tests(tests, keys_open, keys_close);
}

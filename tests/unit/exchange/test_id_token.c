/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tokens that must not be believed, each for one reason; and for each rule that without it the
 * token would be. The keys are made anew by each run.
 */
#include "exchange/id_token.h"

#include "base/limits.h"
#include "given_token.h"

#define RSA "{\"alg\":\"RS256\",\"kid\":\"r1\"}"
#define ISS "\"iss\":\"https://idp.example\""
#define SUB "\"sub\":\"s-1\""
#define AUD "\"aud\":\"kc\""
#define EXP "\"exp\":1800000300"
#define IAT "\"iat\":1800000000"
#define NONCE "\"nonce\":\"n-1\""
#define JTI "\"jti\":\"j-1\""
#define EVENT "\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}"
#define ALL "{" ISS "," SUB "," AUD "," EXP "," IAT "," NONCE "}"
#define WITH(more) "{" ISS "," SUB "," AUD "," EXP "," IAT "," NONCE "," more "}"
#define LOGOUT "{" ISS "," SUB "," AUD "," EXP "," IAT "," JTI "," EVENT "}"

static const int64_t NOW_MS = INT64_C(1800000000000);

struct row {
    const char *why;
    const char *header;
    const char *claims;
    enum signer by;
    enum token_fault fault;
    bool is_logout;
};

static const struct row ROWS[] = {
    {"as it should be", RSA, ALL, SIGN_RSA, TOKEN_FINE, false},
    {"PS256", "{\"alg\":\"PS256\",\"kid\":\"r1\"}", ALL, SIGN_PSS, TOKEN_FINE, false},
    {"ES256", "{\"alg\":\"ES256\",\"kid\":\"e1\"}", ALL, SIGN_EC, TOKEN_FINE, false},
    {"EdDSA", "{\"alg\":\"EdDSA\",\"kid\":\"d1\"}", ALL, SIGN_ED, TOKEN_FINE, false},
    {"the only key of its kind needs no name", "{\"alg\":\"ES256\",\"typ\":\"jwt\"}", ALL, SIGN_EC,
     TOKEN_FINE, false},
    {"several audiences, made for us", RSA,
     "{" ISS "," SUB ",\"aud\":[\"x\",\"kc\"],\"azp\":\"kc\"," EXP "," IAT "," NONCE "}", SIGN_RSA,
     TOKEN_FINE, false},
    {"times with a fraction", RSA,
     "{" ISS "," SUB "," AUD ",\"exp\":1800000300.5,\"iat\":1799999999.5," NONCE "}", SIGN_RSA,
     TOKEN_FINE, false},
    {"expired within the leeway", RSA,
     "{" ISS "," SUB "," AUD ",\"exp\":1799999941," IAT "," NONCE "}", SIGN_RSA, TOKEN_FINE, false},
    {"a logout", "{\"alg\":\"RS256\",\"kid\":\"r1\",\"typ\":\"logout+jwt\"}", LOGOUT, SIGN_RSA,
     TOKEN_FINE, true},
    {"a logout of a session", RSA,
     "{" ISS ",\"sid\":\"x\"," AUD "," EXP "," IAT "," JTI "," EVENT "}", SIGN_RSA, TOKEN_FINE,
     true},

    {"alg none", "{\"alg\":\"none\"}", ALL, SIGN_NOT, TOKEN_ALGORITHM, false},
    {"alg None", "{\"alg\":\"None\",\"kid\":\"r1\"}", ALL, SIGN_NOT, TOKEN_ALGORITHM, false},
    {"alg none with a right signature", "{\"alg\":\"none\",\"kid\":\"r1\"}", ALL, SIGN_RSA,
     TOKEN_ALGORITHM, false},
    {"HS256 with the public key", "{\"alg\":\"HS256\",\"kid\":\"r1\"}", ALL, SIGN_HMAC,
     TOKEN_ALGORITHM, false},
    {"HS256 with a key of the set", "{\"alg\":\"HS256\",\"kid\":\"o1\"}", ALL, SIGN_HMAC,
     TOKEN_ALGORITHM, false},
    {"RS512", "{\"alg\":\"RS512\",\"kid\":\"r1\"}", ALL, SIGN_RSA, TOKEN_ALGORITHM, false},
    {"rs256 in small letters", "{\"alg\":\"rs256\",\"kid\":\"r1\"}", ALL, SIGN_RSA, TOKEN_ALGORITHM,
     false},
    {"alg a number", "{\"alg\":256,\"kid\":\"r1\"}", ALL, SIGN_RSA, TOKEN_ALGORITHM, false},
    {"no alg", "{\"kid\":\"r1\"}", ALL, SIGN_RSA, TOKEN_ALGORITHM, false},
    {"a key nobody knows", "{\"alg\":\"RS256\",\"kid\":\"r2\"}", ALL, SIGN_RSA, TOKEN_KEY, false},
    {"an empty key name", "{\"alg\":\"RS256\",\"kid\":\"\"}", ALL, SIGN_RSA, TOKEN_KEY, false},
    {"a key name that is none", "{\"alg\":\"RS256\",\"kid\":[\"r1\"]}", ALL, SIGN_RSA, TOKEN_KEY,
     false},
    {"no key name, several keys", "{\"alg\":\"RS256\"}", ALL, SIGN_RSA, TOKEN_KEY, false},
    {"a key for encryption", "{\"alg\":\"RS256\",\"kid\":\"x1\"}", ALL, SIGN_RSA, TOKEN_KEY, false},
    {"a key of another kind", "{\"alg\":\"RS256\",\"kid\":\"e1\"}", ALL, SIGN_RSA, TOKEN_KEY,
     false},
    {"an Ed25519 key for ES256", "{\"alg\":\"ES256\",\"kid\":\"d1\"}", ALL, SIGN_EC, TOKEN_KEY,
     false},
    {"signed by somebody else", RSA, ALL, SIGN_OTHER, TOKEN_SIGNATURE, false},
    {"no signature", RSA, ALL, SIGN_NOT, TOKEN_SIGNATURE, false},
    {"PSS where PKCS is said", RSA, ALL, SIGN_PSS, TOKEN_SIGNATURE, false},
    {"PKCS where PSS is said", "{\"alg\":\"PS256\",\"kid\":\"r1\"}", ALL, SIGN_RSA, TOKEN_SIGNATURE,
     false},
    {"a key of 1024 bits", "{\"alg\":\"RS256\",\"kid\":\"s1\"}", ALL, SIGN_SHORT, TOKEN_SIGNATURE,
     false},
    {"a broken key of the set", "{\"alg\":\"RS256\",\"kid\":\"b1\"}", ALL, SIGN_RSA,
     TOKEN_SIGNATURE, false},
    {"a key that the token brings along",
     "{\"alg\":\"RS256\",\"kid\":\"r1\",\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}}",
     ALL, SIGN_OTHER, TOKEN_SIGNATURE, false},
    {"a key from an address in the token",
     "{\"alg\":\"RS256\",\"kid\":\"r1\",\"jku\":\"https://evil.example/keys\"}", ALL, SIGN_OTHER,
     TOKEN_SIGNATURE, false},
    {"an access token", "{\"alg\":\"RS256\",\"kid\":\"r1\",\"typ\":\"at+jwt\"}", ALL, SIGN_RSA,
     TOKEN_TYPE, false},
    {"a logout token as ID token", "{\"alg\":\"RS256\",\"kid\":\"r1\",\"typ\":\"logout+jwt\"}", ALL,
     SIGN_RSA, TOKEN_TYPE, false},
    {"a type that is no text", "{\"alg\":\"RS256\",\"kid\":\"r1\",\"typ\":1}", ALL, SIGN_RSA,
     TOKEN_TYPE, false},
    {"something critical", "{\"alg\":\"RS256\",\"kid\":\"r1\",\"crit\":[\"b64\"],\"b64\":false}",
     ALL, SIGN_RSA, TOKEN_CRITICAL, false},
    {"another issuer", RSA,
     "{\"iss\":\"https://evil.example\"," SUB "," AUD "," EXP "," IAT "," NONCE "}", SIGN_RSA,
     TOKEN_ISSUER, false},
    {"the issuer with a slash more", RSA,
     "{\"iss\":\"https://idp.example/\"," SUB "," AUD "," EXP "," IAT "," NONCE "}", SIGN_RSA,
     TOKEN_ISSUER, false},
    {"no issuer", RSA, "{" SUB "," AUD "," EXP "," IAT "," NONCE "}", SIGN_RSA, TOKEN_ISSUER,
     false},
    {"a list of issuers", RSA,
     "{\"iss\":[\"https://idp.example\"]," SUB "," AUD "," EXP "," IAT "," NONCE "}", SIGN_RSA,
     TOKEN_ISSUER, false},
    {"another audience", RSA, "{" ISS "," SUB ",\"aud\":\"kc2\"," EXP "," IAT "," NONCE "}",
     SIGN_RSA, TOKEN_AUDIENCE, false},
    {"no audience", RSA, "{" ISS "," SUB "," EXP "," IAT "," NONCE "}", SIGN_RSA, TOKEN_AUDIENCE,
     false},
    {"an empty list of audiences", RSA, "{" ISS "," SUB ",\"aud\":[]," EXP "," IAT "," NONCE "}",
     SIGN_RSA, TOKEN_AUDIENCE, false},
    {"an audience that begins with ours", RSA,
     "{" ISS "," SUB ",\"aud\":\"kc.evil\"," EXP "," IAT "," NONCE "}", SIGN_RSA, TOKEN_AUDIENCE,
     false},
    {"an audience within an object", RSA,
     "{" ISS "," SUB ",\"aud\":{\"kc\":\"kc\"}," EXP "," IAT "," NONCE "}", SIGN_RSA,
     TOKEN_AUDIENCE, false},
    {"several audiences, for nobody", RSA,
     "{" ISS "," SUB ",\"aud\":[\"kc\",\"x\"]," EXP "," IAT "," NONCE "}", SIGN_RSA, TOKEN_PARTY,
     false},
    {"made for somebody else", RSA, WITH("\"azp\":\"x\""), SIGN_RSA, TOKEN_PARTY, false},
    {"made for a number", RSA, WITH("\"azp\":7"), SIGN_RSA, TOKEN_PARTY, false},
    {"expired", RSA, "{" ISS "," SUB "," AUD ",\"exp\":1799999940," IAT "," NONCE "}", SIGN_RSA,
     TOKEN_EXPIRED, false},
    {"never expires", RSA, "{" ISS "," SUB "," AUD "," IAT "," NONCE "}", SIGN_RSA, TOKEN_EXPIRED,
     false},
    {"expires as a text", RSA, "{" ISS "," SUB "," AUD ",\"exp\":\"1800000300\"," IAT "," NONCE "}",
     SIGN_RSA, TOKEN_EXPIRED, false},
    {"expires before 1970", RSA, "{" ISS "," SUB "," AUD ",\"exp\":-1," IAT "," NONCE "}", SIGN_RSA,
     TOKEN_EXPIRED, false},
    {"expires in milliseconds", RSA,
     "{" ISS "," SUB "," AUD ",\"exp\":1800000300000," IAT "," NONCE "}", SIGN_RSA, TOKEN_EXPIRED,
     false},
    {"not before later", RSA, WITH("\"nbf\":1800000061"), SIGN_RSA, TOKEN_EARLY, false},
    {"not before a text", RSA, WITH("\"nbf\":\"now\""), SIGN_RSA, TOKEN_EARLY, false},
    {"issued in the future", RSA, "{" ISS "," SUB "," AUD "," EXP ",\"iat\":1800000061," NONCE "}",
     SIGN_RSA, TOKEN_ISSUED, false},
    {"issued long ago", RSA, "{" ISS "," SUB "," AUD "," EXP ",\"iat\":1799999339," NONCE "}",
     SIGN_RSA, TOKEN_ISSUED, false},
    {"never issued", RSA, "{" ISS "," SUB "," AUD "," EXP "," NONCE "}", SIGN_RSA, TOKEN_ISSUED,
     false},
    {"a nonce of before", RSA, "{" ISS "," SUB "," AUD "," EXP "," IAT ",\"nonce\":\"n-0\"}",
     SIGN_RSA, TOKEN_NONCE, false},
    {"no nonce", RSA, "{" ISS "," SUB "," AUD "," EXP "," IAT "}", SIGN_RSA, TOKEN_NONCE, false},
    {"a nonce in a list", RSA, "{" ISS "," SUB "," AUD "," EXP "," IAT ",\"nonce\":[\"n-1\"]}",
     SIGN_RSA, TOKEN_NONCE, false},
    {"no subject", RSA, "{" ISS "," AUD "," EXP "," IAT "," NONCE "}", SIGN_RSA, TOKEN_SUBJECT,
     false},
    {"an empty subject", RSA, "{" ISS ",\"sub\":\"\"," AUD "," EXP "," IAT "," NONCE "}", SIGN_RSA,
     TOKEN_SUBJECT, false},
    {"a subject with a space", RSA, "{" ISS ",\"sub\":\"s 1\"," AUD "," EXP "," IAT "," NONCE "}",
     SIGN_RSA, TOKEN_SUBJECT, false},
    {"a subject that folds into another", RSA,
     "{" ISS ",\"sub\":\"s\xcc\x88\"," AUD "," EXP "," IAT "," NONCE "}", SIGN_RSA, TOKEN_SUBJECT,
     false},
    {"a subject that is a number", RSA, "{" ISS ",\"sub\":1," AUD "," EXP "," IAT "," NONCE "}",
     SIGN_RSA, TOKEN_SUBJECT, false},
    {"a session that is a number", RSA, WITH("\"sid\":1"), SIGN_RSA, TOKEN_SUBJECT, false},

    {"a logout with a nonce", RSA,
     "{" ISS "," SUB "," AUD "," EXP "," IAT "," JTI "," EVENT "," NONCE "}", SIGN_RSA, TOKEN_NONCE,
     true},
    {"an ID token as a logout", RSA, ALL, SIGN_RSA, TOKEN_NONCE, true},
    {"a logout without an event", RSA, "{" ISS "," SUB "," AUD "," EXP "," IAT "," JTI "}",
     SIGN_RSA, TOKEN_EVENT, true},
    {"a logout with another event", RSA,
     "{" ISS "," SUB "," AUD "," EXP "," IAT "," JTI ",\"events\":{\"x\":{}}}", SIGN_RSA,
     TOKEN_EVENT, true},
    {"a logout whose event is a text", RSA,
     "{" ISS "," SUB "," AUD "," EXP "," IAT "," JTI
     ",\"events\":\"http://schemas.openid.net/event/backchannel-logout\"}",
     SIGN_RSA, TOKEN_EVENT, true},
    {"a logout of nobody", RSA, "{" ISS "," AUD "," EXP "," IAT "," JTI "," EVENT "}", SIGN_RSA,
     TOKEN_SUBJECT, true},
    {"a logout that can be sent again", RSA, "{" ISS "," SUB "," AUD "," EXP "," IAT "," EVENT "}",
     SIGN_RSA, TOKEN_ID, true},
    {"a logout from elsewhere", RSA, LOGOUT, SIGN_OTHER, TOKEN_SIGNATURE, true},
    {"an old logout", RSA, "{" ISS "," SUB "," AUD ",\"exp\":1799999940," IAT "," JTI "," EVENT "}",
     SIGN_RSA, TOKEN_EXPIRED, true},
};

static struct jwk_set set;

static struct token_want
want_of(const struct row *r)
{
    return (struct token_want){.issuer = SLICE("https://idp.example"),
                               .client = SLICE("kc"),
                               .nonce = r->is_logout ? SLICE("") : SLICE("n-1"),
                               .now = {NOW_MS},
                               .is_logout = r->is_logout};
}

static struct ctx
ctx_here(void)
{
    return (struct ctx){.arena = arena, .now = {NOW_MS}};
}

static void
read_keys(void)
{
    struct ctx ctx = ctx_here();

    CHECK_ERR("key set", jwk_set_read(&ctx, key_set_json(), &set), OK);
}

static void
each_token_is_believed_or_refused_for_its_reason(void **state)
{
    (void)state;
    read_keys();
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        const struct row *r = &ROWS[i];
        struct ctx ctx = ctx_here();
        struct token_want want = want_of(r);
        struct id_token got;

        CHECK_ERR(r->why,
                  id_token_read(&ctx, token_make(r->header, r->claims, r->by), &set, &want, &got),
                  r->fault == TOKEN_FINE ? OK : ERR_INVALID);
        if (got.fault != r->fault)
            fail_msg("%s: refused for %s, not for %s", r->why, token_fault_name(got.fault),
                     token_fault_name(r->fault));
        if (r->fault != TOKEN_FINE)
            assert_null(got.claims);
    }
}

static bool
is_of_the_signature(enum token_fault fault)
{
    return fault == TOKEN_ALGORITHM || fault == TOKEN_KEY || fault == TOKEN_SIGNATURE;
}

/* The control: whoever leaves out a rule believes the token that the rule is there for. */
static void
without_its_rule_each_would_be_believed(void **state)
{
    (void)state;
    read_keys();
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        const struct row *r = &ROWS[i];
        struct ctx ctx = ctx_here();
        struct token_look look = {.keys = &set, .want = want_of(r)};
        struct token_rule careless[TOKEN_RULES];
        enum token_fault found;
        int len = 0;

        if (r->fault == TOKEN_FINE)
            continue;
        for (int k = 0; k < TOKEN_RULES; k++) {
            bool is_left_out =
                token_rules[k].fault == r->fault ||
                (is_of_the_signature(r->fault) && is_of_the_signature(token_rules[k].fault));

            if (!is_left_out)
                careless[len++] = token_rules[k];
        }
        CHECK_ERR(r->why, jwt_read(&ctx, token_make(r->header, r->claims, r->by), &look.jwt), OK);
        found = token_judge(&look, careless, len);
        /* "an ID token as a logout" has no event either: the one row with two faults. */
        if (found != TOKEN_FINE && !(r->is_logout && found == TOKEN_EVENT))
            fail_msg("%s: still refused, for %s", r->why, token_fault_name(found));
    }
}

/* --- what is no token ---------------------------------------------------- */

static struct slice
joined(struct slice a, const char *b)
{
    struct text t = text_init(arena, 4 << 20);
    struct slice s = SLICE("");

    text_put(&t, a);
    text_puts(&t, b);
    assert_int_equal(text_end(&t, &s), OK);
    return s;
}

static struct slice
long_token(void)
{
    struct text t = text_init(arena, 4 << 20);
    struct slice s = SLICE("");

    text_puts(&t, "{\"x\":\"");
    for (int i = 0; i < 1 << 20; i++)
        text_putc(&t, 'a');
    text_puts(&t, "\"}");
    assert_int_equal(text_end(&t, &s), OK);
    return token_make(RSA, s.at, SIGN_RSA);
}

static void
what_is_no_token_is_refused(void **state)
{
    struct slice good;

    (void)state;
    read_keys();
    good = token_make(RSA, ALL, SIGN_RSA);
    struct {
        const char *why;
        struct slice token;
    } rows[] = {
        {"nothing", SLICE("")},
        {"points alone", SLICE("..")},
        {"one part", SLICE("abc")},
        {"cut after the claims", slice_sub(good, 0, good.len / 2)},
        {"five parts: encrypted", joined(good, ".YQ.YQ")},
        {"two signatures: the JSON form", SLICE("{\"payload\":\"e30\",\"signatures\":[{},{}]}")},
        {"padding", joined(good, "==")},
        {"a line end", joined(good, "\n")},
        {"base64 of the other kind", joined(good, "+/")},
        {"header no JSON", joined(SLICE("YWJj."), "e30.YQ")},
        {"header a list", joined(SLICE("W10."), "e30.YQ")},
        {"claims cut JSON", joined(SLICE("e30."), "eyJhIjo.YQ")},
        {"claims a text", joined(SLICE("e30."), "ImEi.YQ")},
        {"alg said twice",
         token_make("{\"alg\":\"RS256\",\"kid\":\"r1\",\"alg\":\"none\"}", ALL, SIGN_RSA)},
        {"sub said twice", token_make(RSA, WITH("\"sub\":\"s-2\""), SIGN_RSA)},
        {"a megabyte", long_token()},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct ctx ctx = ctx_here();
        struct token_want want = want_of(&ROWS[0]);
        struct id_token got;

        CHECK_ERR(rows[i].why, id_token_read(&ctx, rows[i].token, &set, &want, &got), ERR_INVALID);
        CHECK_INT(rows[i].why, got.fault, TOKEN_FORM);
        assert_null(got.claims);
    }
}

/* Every bit of the signed part and of the signature counts. */
static void
any_changed_letter_is_noticed(void **state)
{
    struct slice good;

    (void)state;
    read_keys();
    good = token_make("{\"alg\":\"EdDSA\",\"kid\":\"d1\"}", ALL, SIGN_ED);
    for (size_t i = 0; i < good.len; i++) {
        struct ctx ctx = ctx_here();
        struct token_want want = want_of(&ROWS[0]);
        struct slice bad = SLICE("");
        struct id_token got;
        char *at;

        assert_int_equal(arena_copy(arena, good, &bad), OK);
        at = arena_cstr(arena, bad);
        at[i] = at[i] == 'A' ? 'B' : 'A';
        bad.at = at;
        if (id_token_read(&ctx, bad, &set, &want, &got) == OK)
            fail_msg("letter %zu does not count", i);
    }
}

/* --- key sets ------------------------------------------------------------ */

static void
key_sets_have_limits(void **state)
{
    static const char *const wrong[] = {"",   "[]",   "{\"keys\":{}}", "{\"keys\":[",
                                        "{}", "null", "<html>",        "{\"keys\":[]} x"};
    struct text t = text_init(arena, 1 << 20);
    struct slice many = SLICE("");
    struct ctx ctx = ctx_here();
    struct jwk_set got;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK_ERR(wrong[i], jwk_set_read(&ctx, slice_of(wrong[i]), &got), ERR_INVALID);
    text_puts(&t, "{\"keys\":[{}");
    for (int i = 0; i < ISSUER_KEYS_MAX; i++)
        text_puts(&t, ",{}");
    text_puts(&t, "]}");
    assert_int_equal(text_end(&t, &many), OK);
    CHECK_ERR("one key too many", jwk_set_read(&ctx, many, &got), ERR_LIMIT);
    while (!t.failed && t.len <= ISSUER_ANSWER_BYTES_MAX)
        text_puts(&t, "          ");
    assert_int_equal(text_end(&t, &many), OK);
    CHECK_ERR("too long", jwk_set_read(&ctx, many, &got), ERR_LIMIT);
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
        TEST(each_token_is_believed_or_refused_for_its_reason),
        TEST(without_its_rule_each_would_be_believed),
        TEST(what_is_no_token_is_refused),
        TEST(any_changed_letter_is_noticed),
        TEST(key_sets_have_limits),
    };

    return cmocka_run_group_tests(tests, keys_open, keys_close);
}

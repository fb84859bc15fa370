/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What holds for every route, whatever its handler does: forms need the token of the very session
 * and an origin of ours (CSRF), no answer may be framed, no answer leads to an address that
 * somebody sent along (open redirect), and the Host header of a request stands in no answer. Made
 * over routes.def: a new route is tried without a word here, and one that no role of the demo may
 * use fails.
 */
#include <string.h>

#include "campus.h"
#include "walk.h"

#define EVIL "evil.example"
#define HOST_WORD "kanari-wirt.example"

static struct campus c;
static struct route routes[ROUTES_MAX];
static char tokens[PEOPLE][128];
static char guests[2][256]; /* cookies of two guests */
static char guest_tokens[2][128];
static int wrong;

static int
set_up(void **state)
{
    wrong = 0;
    if (campus_open(&c, state) != 0)
        return -1;
    campus_sign_in(&c);
    memcpy(routes, ROUTES, ROUTES_LEN * sizeof *ROUTES);
    campus_serve(&c);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    return campus_close(&c);
}

/* --- CSRF ------------------------------------------------------------------- */

/* What is sent with the form beside the cookie. */
enum attack { WITHOUT, OF_ANOTHER, OF_A_GUEST, FROM_ELSEWHERE, CROSS_SITE, SOUND, ATTACKS };
static const char *const ATTACK_NAMES[ATTACKS] = {
    "without a token",       "with another session's token",    "with a guest's token",
    "with a foreign Origin", "with Sec-Fetch-Site: cross-site", "as the page sends it"};

/* The token on the page where a check begins, and the cookie of a guest. */
static void
arrive(const char *cookie, char *ret_token, size_t size, char *ret_cookie, size_t cookie_size)
{
    static const char FIELD[] = "name=\"token\" value=\"";
    char request[1024];
    const char *set;
    const char *at;
    struct answer a;

    (void)snprintf(request, sizeof request,
                   "GET /check HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n", cookie);
    a = client_ask(&c.f, request);
    assert_int_equal(a.status, 200);
    at = strstr(a.body, FIELD);
    assert_non_null(at);
    at += sizeof FIELD - 1;
    (void)snprintf(ret_token, size, "%.*s", (int)strcspn(at, "\""), at);
    set = answer_header(&a, "Set-Cookie");
    if (ret_cookie != NULL && set != NULL)
        (void)snprintf(ret_cookie, cookie_size, "%.*s", (int)strcspn(set, ";"), set);
}

static void
arrive_all(void)
{
    for (int i = 0; i < 2; i++)
        arrive("", guest_tokens[i], sizeof guest_tokens[i], guests[i], sizeof guests[i]);
    for (int i = HR; i < SUSPENDED; i++)
        arrive(c.cookies[i], tokens[i], sizeof tokens[i], NULL, 0);
}

static int
post(enum who who, const char *path, enum attack attack)
{
    const char *cookie = who == NOBODY ? guests[0] : c.cookies[who];
    const char *token = who == NOBODY ? guest_tokens[0] : tokens[who];
    const char *more = attack == FROM_ELSEWHERE ? "Origin: https://" EVIL "\r\n"
                       : attack == CROSS_SITE   ? "Sec-Fetch-Site: cross-site\r\n"
                                                : "";
    char request[2048];
    char body[300] = "x=y";

    if (attack == OF_ANOTHER)
        token = who == OPERATOR ? tokens[HR_ELSEWHERE] : tokens[OPERATOR];
    if (attack == OF_A_GUEST)
        token = guest_tokens[1];
    if (attack != WITHOUT)
        (void)snprintf(body, sizeof body, "token=%s", token);
    (void)snprintf(
        request, sizeof request,
        "POST %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n%s"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
        path, cookie, more, strlen(body), body);
    return client_ask(&c.f, request).status;
}

/* The path about the first municipality, or something that is not there. */
static void
path_of(const struct route *r, char *ret, size_t size)
{
    size_t len = 0;

    for (const char *p = r->path; *p != 0 && len + 40 < size;) {
        size_t n = strcspn(p, ":");

        len += (size_t)snprintf(ret + len, size - len, "%.*s", (int)n, p);
        p += n;
        if (*p == ':')
            len += (size_t)snprintf(ret + len, size - len, "%s",
                                    strncmp(p, ":code", 5) == 0 ? TOWN_CODES[0] : "1");
        p += strcspn(p, "/");
    }
}

/* Whether the form gets past as the page sends it, and not in any other way. */
static bool
is_proven(const struct route *r, enum who who)
{
    char path[300] = "";

    path_of(r, path, sizeof path);
    for (int a = WITHOUT; a < SOUND; a++) {
        int status = post(who, path, (enum attack)a);

        if (status == 403)
            continue;
        wrong++;
        print_message("forms: %s as %s %s is answered %d\n", r->name, WHO_NAMES[who],
                      ATTACK_NAMES[a], status);
    }
    return post(who, path, SOUND) != 403;
}

/* Their own services deny what nobody of the demo has: a draft of one's own. */
static bool
needs_own_data(const struct route *r)
{
    return strcmp(r->name, "item_edit_save") == 0;
}

/* Forms of other servers, which carry a signature of their own instead. */
static bool
is_signed_otherwise(const struct route *r)
{
    return strcmp(r->name, "issuer_logout") == 0; /* OpenID Connect, back-channel logout */
}

/* A directory shows its own token: to its routes no cookie counts, whoever's it is (SCIM). */
static bool
counts_no_cookie(const struct route *r)
{
    bool none = true;

    for (int who = HR; who < SUSPENDED; who++)
        none &= post((enum who)who, r->path, SOUND) == 401;
    return none;
}

static bool
ends_the_session(const struct route *r)
{
    return strcmp(r->name, "sign_out") == 0 || strcmp(r->name, "account_end") == 0;
}

static void
every_form_needs_the_token_of_its_session(void **state)
{
    static const enum who tried[] = {NOBODY, HR, CERTIFIER, OPERATOR, PROVIDER, FUNDER, SUPERIOR};
    int proven = 0;

    (void)state;
    arrive_all();
    for (int last = 0; last < 2; last++) {
        for (size_t i = 0; i < ROUTES_LEN; i++) {
            bool done = false;

            if (ROUTES[i].method != METHOD_POST || ends_the_session(&ROUTES[i]) != (last == 1))
                continue;
            if (is_signed_otherwise(&ROUTES[i]))
                continue;
            if (ROUTES[i].right == RIGHT_DIRECTORY) {
                CHECK_TRUE(ROUTES[i].name, counts_no_cookie(&ROUTES[i]));
                continue;
            }
            for (size_t k = 0; k < ARRAY_LEN(tried) && !done; k++)
                done = is_proven(&ROUTES[i], tried[k]);
            if (!done && !needs_own_data(&ROUTES[i])) {
                wrong++;
                print_message("forms: nobody gets past %s even as the page sends it: whom must "
                              "tests/web/campus.c know?\n",
                              ROUTES[i].name);
            }
            proven += done;
        }
    }
    print_message("forms: %d forms, each tried in %d ways\n", proven, (int)ATTACKS);
    CHECK_INT("forms that were not refused, or not tried", wrong, 0);
    CHECK_TRUE("there are forms", proven > 50);
}

/* --- every answer ----------------------------------------------------------- */

static bool
may_be_framed(const struct answer *a)
{
    const char *policy = answer_header(a, "Content-Security-Policy");
    bool framed = policy == NULL || strstr(policy, "frame-ancestors 'none'") == NULL;
    const char *options = answer_header(a, "X-Frame-Options");

    return framed || options == NULL || strcmp(options, "DENY") != 0;
}

/* Anything but a path of this server. */
static bool
leads_elsewhere(const struct answer *a)
{
    const char *to = answer_header(a, "Location");

    return to != NULL && (to[0] != '/' || to[1] == '/' || to[1] == '\\');
}

static void
judge(const struct walk_actor *actor, const struct route *r, const char *path,
      const struct answer *a)
{
    if (!may_be_framed(a) && !leads_elsewhere(a))
        return;
    if (wrong++ < 20)
        print_message("forms: %s, %s (%s): framed or led elsewhere\n", actor->name, path, r->name);
}

static struct walk_found
walk_with(const char *query, const char *fields)
{
    static const char *const last[] = {"sign_out", "account_end", NULL};
    const struct walk_actor actors[] = {{"nobody", "", false}, {"hr", c.cookies[HR], false}};
    const struct walk_value values[] = {{"code", TOWN_CODES[0]}, {"id", "1"}, {"lang", "de"}};
    const struct walk_canary canaries[] = {{"the Host header", HOST_WORD}};
    struct walk w = {.f = &c.f,
                     .routes = c.f.options.routes,
                     .routes_len = ROUTES_LEN,
                     .actors = actors,
                     .actors_len = ARRAY_LEN(actors),
                     .values = values,
                     .values_len = ARRAY_LEN(values),
                     .canaries = canaries,
                     .canaries_len = ARRAY_LEN(canaries),
                     .fields = fields,
                     .query = query,
                     .last = last,
                     .host = HOST_WORD,
                     .judge = judge};

    return walk_all(&w);
}

/* Names that a way back might have, in the address and in the form. */
static const char WAYS[] = "zurueck=%s&next=%s&url=%s&to=%s&return=%s&weiter=%s&redirect=%s";

static struct walk_found
walk_to(const char *target)
{
    char words[600];

    (void)snprintf(words, sizeof words, WAYS, target, target, target, target, target, target,
                   target);
    return walk_with(words, words);
}

static void
no_answer_is_framed_or_leads_elsewhere_or_tells_the_host(void **state)
{
    struct walk_found found;

    (void)state;
    found = walk_to("https%3A%2F%2F" EVIL "%2F");
    CHECK_INT("the Host header in an answer", found.leaked, 0);
    CHECK_TRUE("asked", found.asked > 200);
    (void)walk_to("%2F%2F" EVIL "%2Fx");
    (void)walk_to("%2F%5C" EVIL);
    CHECK_INT("framed or led elsewhere", wrong, 0);
}

/* --- uploads ---------------------------------------------------------------- */

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10"
#define PAGE "<!doctype html><script>alert(1)</script>"

/* A logo by the form of the landing page, as HR of the first municipality. */
static int
send_logo(const char *name, const char *type, struct slice bytes)
{
    struct text body = text_init(c.g->arena, (size_t)4 << 20);
    struct text head = text_init(c.g->arena, 2000);
    struct slice b = {0};
    struct slice h = {0};
    struct answer a;
    int fd = client_connect(&c.f);

    text_printf(&body,
                "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n%s\r\n"
                "--x\r\nContent-Disposition: form-data; name=\"tun\"\r\n\r\nspeichern\r\n"
                "--x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"%s\"\r\n"
                "Content-Type: %s\r\n\r\n",
                tokens[HR], name, type);
    text_put(&body, bytes);
    text_puts(&body, "\r\n--x--\r\n");
    assert_int_equal(text_end(&body, &b), OK);
    text_printf(
        &head,
        "POST /verwaltung/heidelberg/startseite HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: %zu\r\n\r\n",
        c.cookies[HR], b.len);
    assert_int_equal(text_end(&head, &h), OK);
    client_send(fd, h);
    client_send(fd, b);
    a = client_answer(fd, false);
    client_close(fd);
    CHECK_TRUE("the name is nowhere", strstr(a.body, "passwd") == NULL);
    return a.status;
}

static void
an_upload_is_what_its_bytes_say(void **state)
{
    static char large[LOGO_BYTES_MAX + 1];
    static const struct {
        const char *why;
        const char *name;
        const char *type;
        struct slice bytes;
        int status; /* of the logo afterwards */
    } table[] = {
        {"SVG with a script", "a.svg", "image/svg+xml",
         SLICE_INIT("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"), 404},
        {"SVG that says it is PNG", "a.png", "image/png", SLICE_INIT("<svg onload=\"1\"/>"), 404},
        {"a page that says it is PNG", "a.png", "image/png", SLICE_INIT(PAGE), 404},
        {"nothing", "a.png", "image/png", SLICE_INIT(""), 404},
        {"too large", "a.png", "image/png", {large, sizeof large}, 404},
        {"PNG that says it is a page, with a path for a name, and a page behind it",
         "../../etc/passwd", "text/html", SLICE_INIT(PNG PAGE), 200},
    };

    (void)state;
    arrive_all();
    memcpy(large, PNG, sizeof PNG - 1);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct answer a;

        (void)send_logo(table[i].name, table[i].type, table[i].bytes);
        a = client_ask(&c.f, "GET /k/heidelberg/logo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        CHECK_INT(table[i].why, a.status, table[i].status);
        assert_string_equal(answer_header(&a, "X-Content-Type-Options"), "nosniff");
        if (a.status == 200)
            assert_string_equal(answer_header(&a, "Content-Type"), "image/png");
    }
}

/* --- controls --------------------------------------------------------------- */

static enum err
careless_redirect(struct http_request *req, struct http_response *res)
{
    /* past http_redirect(), which takes paths alone */
    res->status = 303;
    http_set_header(res, "Location", form_value(&req->query, "zurueck"));
    return OK;
}

static enum err
careless_host(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 300);

    text_put(&t, req->host);
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static void
serve_with(const char *route, http_handler *handler)
{
    campus_serve_no_more(&c);
    for (size_t i = 0; i < ROUTES_LEN; i++)
        if (strcmp(routes[i].name, route) == 0)
            routes[i].handler = handler;
    campus_serve_routes(&c, routes);
}

static void
careless_handlers_are_found(void **state)
{
    char head[] = "HTTP/1.1 200 OK\nX-Frame-Options: DENY\n";
    struct answer framed = {200, head, NULL, 0};

    (void)state;
    CHECK_TRUE("without a policy", may_be_framed(&framed));
    serve_with("deleted", careless_host);
    CHECK_TRUE("the host", walk_to("x").leaked > 0);
    CHECK_INT("nothing else", wrong, 0);
    serve_with("about", careless_redirect);
    (void)walk_to("%2F%2F" EVIL "%2Fx");
    CHECK_TRUE("led elsewhere", wrong > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_form_needs_the_token_of_its_session),
        TEST(no_answer_is_framed_or_leads_elsewhere_or_tells_the_host),
        TEST(an_upload_is_what_its_bytes_say),
        TEST(careless_handlers_are_found),
    };
    int failed = given_start("sqlite") != 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);

    given_stop();
    return failed;
}

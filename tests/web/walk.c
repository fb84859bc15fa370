/* SPDX-License-Identifier: EUPL-1.2 */
#include "walk.h"

#include <string.h>

enum { PATH_BYTES = 512, WALK_REQUEST_BYTES = 8192, WALK_COOKIE_BYTES = 400 };

struct walker {
    const struct walk *w;
    const struct walk_actor *actor;
    char cookie[WALK_COOKIE_BYTES]; /* of a guest, when nobody is signed in */
    char token[128];
    struct walk_found found;
    int connection; /* kept from request to request; -1: none */
};

/* Bytes may hold zeros (a PDF): strstr() would stop there. */
static bool
holds(struct slice bytes, const char *what)
{
    return slice_find(bytes, slice_of(what)) < bytes.len;
}

static bool
may_see(const struct walker *k, const struct route *r, const struct walk_canary *c)
{
    for (size_t i = 0; i < k->w->allowed_len; i++) {
        const struct walk_allowed *a = &k->w->allowed[i];

        if ((a->actor == NULL || strcmp(a->actor, k->actor->name) == 0) &&
            (a->route == NULL || strcmp(a->route, r->name) == 0) &&
            (a->canary == NULL || strcmp(a->canary, c->what) == 0))
            return true;
    }
    return false;
}

static void
search(struct walker *k, const struct route *r, struct slice bytes)
{
    for (size_t i = 0; i < k->w->canaries_len; i++) {
        const struct walk_canary *c = &k->w->canaries[i];

        if (!holds(bytes, c->text))
            continue;
        if (may_see(k, r, c)) {
            k->found.allowed++;
            continue;
        }
        k->found.leaked++;
        if (k->found.leaked <= 20)
            print_message("walk: %s sees %s on %s\n", k->actor->name, c->what, r->name);
    }
}

static const char *
cookie_of(const struct walker *k)
{
    return k->actor->cookie[0] != 0 ? k->actor->cookie : k->cookie;
}

static const char *
host_of(const struct walker *k)
{
    return k->w->host != NULL ? k->w->host : "localhost";
}

/* On the connection of the actor, or on another one when the server ended that. */
static struct answer
exchange(struct walker *k, const char *request)
{
    bool kept = k->connection >= 0;
    struct answer a;

    if (!kept)
        k->connection = client_connect(k->w->f);
    client_send(k->connection, slice_of(request));
    a = client_answer(k->connection, false);
    if (a.status != 0)
        return a;
    client_close(k->connection);
    k->connection = -1;
    return kept ? exchange(k, request) : a;
}

static void
ask(struct walker *k, const struct route *r, const char *path)
{
    char request[WALK_REQUEST_BYTES];
    char body[WALK_REQUEST_BYTES / 2] = "";
    const char *query = r->method == METHOD_GET ? k->w->query : NULL;
    struct answer a;

    if (r->method == METHOD_POST)
        (void)snprintf(body, sizeof body, "token=%s&%s", k->token, k->w->fields);
    (void)snprintf(request, sizeof request,
                   "%s %s%s%s HTTP/1.1\r\nHost: %s\r\nCookie: kc_lang=de; %s\r\n"
                   "%sContent-Length: %zu\r\n\r\n%s",
                   http_method_name(r->method), path, query != NULL ? "?" : "",
                   query != NULL ? query : "", host_of(k), cookie_of(k),
                   body[0] != 0 ? "Content-Type: application/x-www-form-urlencoded\r\n" : "",
                   strlen(body), body);
    a = exchange(k, request);
    k->found.asked++;
    k->found.served += a.status == 200;
    CHECK_TRUE(path, a.status != 0 && a.status != 500);
    if (k->w->judge != NULL)
        k->w->judge(k->actor, r, path, &a);
    search(k, r, slice_of(a.head));
    search(k, r, (struct slice){a.body, a.body_len});
}

/* The path with its parameters filled in from position `at`, asked for every choice of values. */
static void
ask_with_values(struct walker *k, const struct route *r, size_t at, char *path, size_t len)
{
    const char *p = r->path;
    const char *colon = strchr(p + at, ':');
    size_t name_len;
    bool named = false;

    if (colon == NULL) {
        (void)snprintf(path + len, PATH_BYTES - len, "%s", p + at);
        ask(k, r, path);
        return;
    }
    name_len = strcspn(colon + 1, "/");
    for (size_t i = 0; i < k->w->values_len; i++)
        named |= strlen(k->w->values[i].name) == name_len &&
                 strncmp(k->w->values[i].name, colon + 1, name_len) == 0;
    for (size_t i = 0; i < k->w->values_len; i++) {
        const struct walk_value *v = &k->w->values[i];
        size_t before = (size_t)(colon - (p + at));

        if (named && (strlen(v->name) != name_len || strncmp(v->name, colon + 1, name_len) != 0))
            continue;
        (void)snprintf(path + len, PATH_BYTES - len, "%.*s%s", (int)before, p + at, v->value);
        ask_with_values(k, r, at + before + 1 + name_len, path, len + before + strlen(v->value));
    }
}

static bool
is_last(const struct walk *w, const struct route *r)
{
    for (size_t i = 0; w->last != NULL && w->last[i] != NULL; i++)
        if (strcmp(w->last[i], r->name) == 0)
            return true;
    return false;
}

static void
ask_all(struct walker *k, enum http_method method, bool last)
{
    for (size_t i = 0; i < k->w->routes_len; i++) {
        const struct route *r = &k->w->routes[i];
        char path[PATH_BYTES];

        if (r->method == method && is_last(k->w, r) == last)
            ask_with_values(k, r, 0, path, 0);
    }
}

/* Cookie of a guest, and the token that forms need: of the page on which a check begins. */
static void
arrive(struct walker *k)
{
    static const char FIELD[] = "name=\"token\" value=\"";
    char request[WALK_REQUEST_BYTES];
    const char *set;
    const char *token;
    struct answer a;

    (void)snprintf(request, sizeof request, "GET /check HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n\r\n",
                   host_of(k), k->actor->cookie);
    a = exchange(k, request);
    assert_int_equal(a.status, 200);
    set = answer_header(&a, "Set-Cookie");
    if (set != NULL)
        (void)snprintf(k->cookie, sizeof k->cookie, "%.*s", (int)strcspn(set, ";"), set);
    token = strstr(a.body, FIELD);
    assert_non_null(token);
    token += sizeof FIELD - 1;
    (void)snprintf(k->token, sizeof k->token, "%.*s", (int)strcspn(token, "\""), token);
}

struct walk_found
walk_all(const struct walk *w)
{
    struct walk_found all = {.asked = 0};

    for (size_t i = 0; i < w->actors_len; i++) {
        struct walker k = {.w = w, .actor = &w->actors[i], .connection = -1};

        arrive(&k);
        ask_all(&k, METHOD_GET, false);
        if (!k.actor->looks_only) {
            ask_all(&k, METHOD_POST, false);
            ask_all(&k, METHOD_GET, false);
            ask_all(&k, METHOD_POST, true);
        }
        if (k.connection >= 0)
            client_close(k.connection);
        all.asked += k.found.asked;
        all.served += k.found.served;
        all.leaked += k.found.leaked;
        all.allowed += k.found.allowed;
    }
    return all;
}

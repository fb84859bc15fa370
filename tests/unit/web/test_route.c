/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/route.h"

#include "check.h"

static enum err
handler(struct http_request *req, struct http_response *res)
{
    (void)req;
    (void)res;
    return OK;
}

static const struct route routes[] = {
    {"start", METHOD_GET, "/", handler, RIGHT_PUBLIC, 0, 0},
    {"list", METHOD_GET, "/bausteine", handler, RIGHT_PUBLIC, 0, 0},
    {"one", METHOD_GET, "/bausteine/:code", handler, RIGHT_PUBLIC, 0, 0},
    {"fresh", METHOD_GET, "/bausteine/neu", handler, RIGHT_PUBLIC, 0, 0},
    {"run", METHOD_GET, "/bausteine/:code/termine/:run", handler, RIGHT_PUBLIC, 0, 0},
    {"save", METHOD_POST, "/bausteine/:code", handler, RIGHT_GUEST, 100, ROUTE_TOKEN},
    {"any", METHOD_GET, "/:a/:b", handler, RIGHT_PUBLIC, 0, 0},
};

static void
paths_find_their_route(void **state)
{
    enum { GHO = 1 << METHOD_GET | 1 << METHOD_HEAD | 1 << METHOD_OPTIONS };
    static const struct {
        enum http_method method;
        const char *path;
        const char *name; /* NULL: none */
        unsigned allowed;
        const char *param;
        const char *value;
    } table[] = {
        {METHOD_GET, "/", "start", GHO, NULL, NULL},
        {METHOD_HEAD, "/", "start", GHO, NULL, NULL},
        {METHOD_POST, "/", NULL, GHO, NULL, NULL},
        {METHOD_GET, "/bausteine", "list", GHO, NULL, NULL},
        {METHOD_GET, "/bausteine/neu", "fresh", GHO | 1 << METHOD_POST, NULL, NULL},
        {METHOD_GET, "/bausteine/x y", "one", GHO | 1 << METHOD_POST, "code", "x y"},
        {METHOD_POST, "/bausteine/7", "save", GHO | 1 << METHOD_POST, "code", "7"},
        {METHOD_DELETE, "/bausteine/7", NULL, GHO | 1 << METHOD_POST, NULL, NULL},
        {METHOD_GET, "/bausteine/7/termine/9", "run", GHO, "run", "9"},
        {METHOD_GET, "/x/y", "any", GHO, "b", "y"},
        {METHOD_GET, "/x/y/z", NULL, 0, NULL, NULL},
        {METHOD_GET, "/x", NULL, 0, NULL, NULL},
        {METHOD_GET, "//", NULL, 0, NULL, NULL},
        {METHOD_GET, "//y", NULL, 0, NULL, NULL},
        {METHOD_GET, "/bausteine/", NULL, 0, NULL, NULL},
        {METHOD_GET, "/Bausteine", NULL, 0, NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct route_match m =
            route_find(routes, ARRAY_LEN(routes), table[i].method, slice_of(table[i].path));

        CHECK_INT(table[i].path, m.allowed, table[i].allowed);
        CHECK_INT(table[i].path, m.route != NULL, table[i].name != NULL);
        if (table[i].name != NULL)
            CHECK_SLICE(table[i].path, slice_of(m.route->name), table[i].name);
        if (table[i].param == NULL)
            continue;
        CHECK_SLICE(table[i].path, m.params[m.params_len - 1].name, table[i].param);
        CHECK_SLICE(table[i].path, m.params[m.params_len - 1].value, table[i].value);
    }
}

static void
unsound_tables_are_refused(void **state)
{
    static const struct {
        const char *why;
        struct route route; /* beside "start" */
    } table[] = {
        {"name twice", {"start", METHOD_GET, "/b", handler, RIGHT_PUBLIC, 0, 0}},
        {"path twice", {"b", METHOD_GET, "/", handler, RIGHT_PUBLIC, 0, 0}},
        {"name in capitals", {"B", METHOD_GET, "/b", handler, RIGHT_PUBLIC, 0, 0}},
        {"no name", {"", METHOD_GET, "/b", handler, RIGHT_PUBLIC, 0, 0}},
        {"no slash first", {"b", METHOD_GET, "b", handler, RIGHT_PUBLIC, 0, 0}},
        {"slash last", {"b", METHOD_GET, "/b/", handler, RIGHT_PUBLIC, 0, 0}},
        {"empty segment", {"b", METHOD_GET, "/b//c", handler, RIGHT_PUBLIC, 0, 0}},
        {"parameter without name", {"b", METHOD_GET, "/:", handler, RIGHT_PUBLIC, 0, 0}},
        {"too many parameters", {"b", METHOD_GET, "/:a/:b/:c/:d/:e", handler, RIGHT_PUBLIC, 0, 0}},
        {"HEAD", {"b", METHOD_HEAD, "/b", handler, RIGHT_PUBLIC, 0, 0}},
        {"GET with a body", {"b", METHOD_GET, "/b", handler, RIGHT_PUBLIC, 1, 0}},
        {"token without guest", {"b", METHOD_POST, "/b", handler, RIGHT_PUBLIC, 1, ROUTE_TOKEN}},
        {"token in a stream",
         {"b", METHOD_POST, "/b", handler, RIGHT_GUEST, 1, ROUTE_TOKEN | ROUTE_STREAMED}},
        {"guest on the loop", {"b", METHOD_GET, "/b", handler, RIGHT_GUEST, 0, ROUTE_ON_LOOP}},
        {"no handler", {"b", METHOD_GET, "/b", NULL, RIGHT_PUBLIC, 0, 0}},
    };
    struct ctx ctx = {.arena = NULL};

    (void)state;
    CHECK_ERR("a sound one", route_check(&ctx, routes, ARRAY_LEN(routes)), OK);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct route two[] = {routes[0], table[i].route};

        ctx_clear(&ctx);
        CHECK_ERR(table[i].why, route_check(&ctx, two, 2), ERR_INVALID);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_find_their_route),
        cmocka_unit_test(unsound_tables_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

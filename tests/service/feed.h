/* SPDX-License-Identifier: EUPL-1.2 */
/* Feeds of invented courses, as text. */
#ifndef KC_TESTS_SERVICE_FEED_H
#define KC_TESTS_SERVICE_FEED_H

#include "service/given.h"
#include "service/import_service.h"

struct feed_course {
    const char *id; /* NULL: the end */
    const char *name;
};

struct feed_links {
    const char *self; /* NULL: none of the three */
    const char *next;
    const char *prev;
};

static inline void
feed_put_link(struct text *t, const char *name, const char *address, bool *first)
{
    if (address == NULL)
        return;
    text_printf(t, "%s\"%s\":\"%s\"", *first ? "" : ",", name, address);
    *first = false;
}

static inline struct slice
feed_page(struct given *g, struct feed_links links, const struct feed_course *courses)
{
    struct text t = text_init(g->arena, 1 << 20);
    struct slice s;
    bool first = true;

    text_puts(&t, "{\"links\":{");
    feed_put_link(&t, "self", links.self, &first);
    feed_put_link(&t, "next", links.next, &first);
    feed_put_link(&t, "prev", links.prev, &first);
    text_puts(&t, "},\"data\":[");
    for (int i = 0; courses[i].id != NULL; i++)
        text_printf(
            &t,
            "%s{\"id\":\"%s\",\"type\":\"Course\",\"attributes\":{\"name\":\"%s\","
            "\"description\":\"<p>Etwas lernen.</p>\",\"inLanguage\":[\"de\"],"
            "\"publisher\":{\"name\":\"Haus der Kurse\"},\"url\":\"https://kurse.example/%s\","
            "\"workload\":{\"timeValue\":8,\"timeUnit\":\"h\"},\"courseMode\":\"MOOC\"}}",
            i ? "," : "", courses[i].id, courses[i].name, courses[i].id);
    text_puts(&t, "]}");
    if (text_end(&t, &s) != OK)
        fail_msg("the page is too large");
    return s;
}

/* Import; a failure is the test's to judge. */
static inline enum err
feed_try(struct given *g, const char *code, const struct slice *pages, int len,
         struct import_feed_result *ret_result)
{
    const struct import_feed feed = {slice_of(code), slice_of(code), pages, len};

    ctx_clear(&g->ctx);
    return import_moochub(&g->ctx, g->database, &feed, ret_result);
}

static inline struct import_feed_result
feed_import(struct given *g, const char *code, const struct slice *pages, int len)
{
    struct import_feed_result r;
    enum err e = feed_try(g, code, pages, len, &r);

    if (e != OK)
        fail_msg("import: %s", ctx_message(&g->ctx, e));
    return r;
}

#endif

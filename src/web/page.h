/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What all pages have in common: language, title, navigation, the snapshot they
 * show. The frame is templates/layout.tmpl.
 *
 *     enum err
 *     page_module_show(struct http_request *req, struct http_response *res)
 *     {
 *         CLEANUP(page_done) struct page page = page_begin(req, NAV_SEARCH);
 *         struct page_module p = {.page = &page};
 *         ...
 *         page.title = p.module->title;
 *         PAGE_SEND(&page, res, page_module, &p);
 *     }
 */
#ifndef KC_WEB_PAGE_H
#define KC_WEB_PAGE_H

#include "domain/say.h"
#include "web/http.h"
#include "web/render.h"
#include "web/web_app.h"

enum { PAGE_BYTES_EXPECTED = 96 * 1024 }; /* a page of results has 60 KiB */

enum { PAGE_WORKS_MAX = 5 };

/* What somebody does here besides learning: a place in the navigation. */
struct page_work {
    enum say_key label; /* short */
    enum say_key title; /* of the page it leads to */
    const char *url;
    bool is_here; /* this page is one of it */
};

enum page_nav {
    NAV_NONE,
    NAV_SEARCH,
    NAV_SITUATION,
    NAV_CHECK,
    NAV_MATCHES,
    NAV_PLAN,
    NAV_ACCOUNT,
};

struct page {
    struct http_request *req;
    const struct snapshot *snap; /* held until page_done() */
    enum lang lang;
    enum page_nav nav;
    struct slice title; /* without the platform's name */
    struct slice here;  /* path and query of this page, percent-encoded: for the language switch */
    struct slice to_german; /* address of the switch */
    struct slice to_english;
    struct slice stylesheet;                /* one more, of a municipality's colour; empty: none */
    struct slice token;                     /* form token; empty without a guest or account */
    const struct actor *actor;              /* who is signed in; NULL: nobody */
    struct page_work works[PAGE_WORKS_MAX]; /* of the actor's roles */
    int works_len;
    struct slice today; /* ISO: the day that "today" means here */
    int guest_days;     /* a situation is kept that long after the last visit */
    bool demo;          /* the catalogue has invented content: say so on top */
    bool is_front;      /* the title is the platform's name alone */
    bool noindex;       /* not for search engines: personal or endless */
};

/* Take the snapshot and find the language: cookie kc_lang, then Accept-Language. */
struct page page_begin(struct http_request *req, enum page_nav nav);
/* For CLEANUP: lets go of the snapshot. */
void page_done(struct page *page);

/* The language of a request without a page. */
enum lang page_lang(const struct http_request *req);
/* A sentence without arguments as text of the page's language, in the arena. */
struct slice page_say(const struct page *page, enum say_key key);
/* The same with arguments: page_tell(page, SAY_X, SAY_ARGS(SAY_AS_INT(n))). */
struct slice page_tell(const struct page *page, enum say_key key, const struct say_arg *args,
                       size_t args_len);
/* German or English name, as the page speaks; German when there is no English one. */
struct slice page_name(const struct page *page, struct slice de, struct slice en);
/* "?a=b" with the value percent-encoded, appended to `path`; in the arena. */
struct slice page_url(const struct page *page, const char *path, const char *name,
                      struct slice value);
/* "/baustein/CODE" */
struct slice page_module_url(const struct page *page, const struct module *m);

/* Render a template into the answer and return from the handler. */
#define PAGE_SEND(page_, res_, template_, ...)                                                     \
    do {                                                                                           \
        struct text page_out_ = text_init((page_)->req->arena, HTTP_BODY_OUT_BYTES_MAX);           \
        text_expect(&page_out_, PAGE_BYTES_EXPECTED);                                              \
        struct render page_render_ = {&page_out_, (page_)->lang};                                  \
        template_##_render(&page_render_, __VA_ARGS__);                                            \
        return page_send((page_), (res_), &page_out_);                                             \
    } while (0)
enum err page_send(const struct page *page, struct http_response *res, const struct text *html);

#endif

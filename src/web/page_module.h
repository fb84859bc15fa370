/* SPDX-License-Identifier: EUPL-1.2 */
/* One learning block in full. */
#ifndef KC_WEB_PAGE_MODULE_H
#define KC_WEB_PAGE_MODULE_H

#include "web/fixed_choice.h"
#include "web/match_words.h"
#include "web/module_card.h"
#include "web/parts.h"
#include "web/prose.h"

struct module_session {
    enum say_key weekday;
    const struct session *session;
};

struct module_run {
    const struct run *run;
    const struct venue *venue; /* NULL: online */
    enum say_key venue_kind;
    enum say_key features[ACCESSIBILITIES]; /* of the venue */
    int features_len;
    struct module_session *sessions;
    int sessions_len;
    enum card_seats seats;
    int32_t seats_free;
    int32_t group_needs;   /* takes place from so many participants on, and has fewer; 0: no */
    bool group_is_settled; /* needed participants, and has them */
};

struct module_lift {
    struct slice name;
    struct slice code;
    uint8_t from;
    uint8_t to;
    enum say_key from_word;
    enum say_key to_word;
    struct slice text; /* German: what somebody can do at `to` */
};

/* Another block in the chain. */
struct module_link {
    struct slice url;
    struct slice title;
    struct slice language;
    enum say_key format;
    const char *format_code;
    const char *icon;
    int within_weeks; /* 0: no limit */
    bool is_before;
};

/* How it fits the guest, in short. */
struct module_fit {
    bool known; /* the guest has a situation */
    struct match match;
    struct slice out; /* why it is out; empty: it is in */
    enum say_key reasons[3];
    int reasons_len;
    struct slice against[2];
    int against_len;
};

enum { MODULE_NEIGHBOURS_MAX = 16, MODULE_JOBS_MAX = 40 };

struct page_module {
    const struct page *page;
    struct crumbs crumbs;
    const struct module *module;
    const struct provider *provider; /* NULL: not known */
    struct module_card card;
    enum say_key kind;
    enum say_key certificate;
    enum say_key language;
    enum say_key provider_kind;
    struct slice provider_url; /* all its blocks */
    struct slice seal_url;     /* criteria and reasons; empty: it has none */
    struct slice summary;
    struct prose prose;
    struct module_run *runs;
    int runs_len;
    struct module_lift *gives;
    int gives_len;
    struct module_lift *needs; /* `to` is the level needed */
    int needs_len;
    struct module_link links[MODULE_NEIGHBOURS_MAX]; /* before, then after */
    int links_len;
    struct module_link twins[MODULE_NEIGHBOURS_MAX]; /* the same in another form */
    int twins_len;
    struct slice jobs[MODULE_JOBS_MAX]; /* who it is for; none: everybody */
    int jobs_len;
    enum say_key features[ACCESSIBILITIES];
    int features_len;
    struct crumb topics[TOPICS_MAX];
    int topics_len;
    bool offered;
    bool is_preview; /* a draft, shown to who writes it */
    struct module_fit fit;
    struct fixed_buttons buttons; /* without a token unless the guest has a situation */
    struct fixed_note note;       /* what was just decided */
};

/*
 * A block that is not in the catalogue, as learners would see it; `venues` has one for each of its
 * runs (code empty: that of the catalogue, or none).
 */
MUST_USE enum err page_module_preview(struct page *page, struct http_response *res,
                                      const struct module *m, const struct venue *venues);

#endif

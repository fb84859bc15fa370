/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_about.h"

#include "web/page.gen.h"
#include "web/route.h"

static const struct about_block about_blocks[] = {
    {SAY_ABOUT_WHAT, ABOUT_TEXT},
    {SAY_ABOUT_WHAT_2, ABOUT_TEXT},
    {SAY_ABOUT_DEMO_HEAD, ABOUT_HEADING},
    {SAY_ABOUT_DEMO, ABOUT_TEXT},
    {SAY_ABOUT_DEMO_2, ABOUT_TEXT},
    {SAY_ABOUT_RANKING_HEAD, ABOUT_HEADING},
    {SAY_ABOUT_RANKING, ABOUT_TEXT},
    {SAY_ABOUT_RANKING_2, ABOUT_TEXT},
    {SAY_ABOUT_SOFTWARE_HEAD, ABOUT_HEADING},
    {SAY_ABOUT_SOFTWARE, ABOUT_TEXT},
};

struct about {
    enum say_key title;
    const struct about_block *blocks;
    size_t blocks_len;
    bool leads_to_ranking;
};

static enum err
show(struct http_request *req, struct http_response *res, const struct about *about)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_NONE);
    struct page_about p = {.page = &page, .blocks = about->blocks};

    p.blocks_len = (int)about->blocks_len;
    page.title = page_say(&page, about->title);
    p.crumbs.crumbs[0].label = page.title;
    p.crumbs.crumbs_len = 1;
    if (about->leads_to_ranking) {
        p.links[p.links_len++] =
            (struct crumb){page_say(&page, SAY_RANKING_TITLE), SLICE("/rangfolge")};
        p.links[p.links_len++] =
            (struct crumb){page_say(&page, SAY_LANDING_MEMBERS), SLICE("/kommunen")};
    }
    PAGE_SEND(&page, res, page_about, &p);
}

enum err
page_about_show(struct http_request *req, struct http_response *res)
{
    return show(req, res,
                &(struct about){SAY_ABOUT_TITLE, about_blocks, ARRAY_LEN(about_blocks), true});
}

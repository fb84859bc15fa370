/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module_text.h"

#include <string.h>

/* Packed, one behind the other. */
struct module_texts {
    const struct text_pack *pack;
    uint32_t lens[MODULE_TEXTS]; /* as they are read */
    uint32_t bytes[MODULE_TEXTS];
    char at[];
};

enum err
module_pack(struct arena *arena, struct text_pack *pack, struct module *m)
{
    const struct slice plain[MODULE_TEXTS] = {m->summary, m->description};
    struct module_texts head = {.pack = pack};
    struct module_texts *texts;
    struct slice bytes;

    assert(m->texts == NULL);
    TRY(text_pack_put(pack, plain, MODULE_TEXTS, head.bytes, &bytes));
    for (int i = 0; i < MODULE_TEXTS; i++)
        head.lens[i] = (uint32_t)plain[i].len;
    texts = arena_alloc_raw(arena, sizeof *texts + bytes.len, alignof(struct module_texts));
    if (texts == NULL)
        return ERR_LIMIT;
    *texts = head;
    if (bytes.len > 0)
        memcpy(texts->at, bytes.at, bytes.len);
    m->texts = texts;
    m->summary = m->description = SLICE("");
    return OK;
}

enum err
module_text(const struct module *m, struct arena *arena, enum module_text which,
            struct slice *ret_text)
{
    const struct module_texts *t = m->texts;
    struct slice bytes;
    char *to;
    size_t len;

    if (t == NULL) {
        *ret_text = which == MODULE_SUMMARY ? m->summary : m->description;
        return OK;
    }
    to = arena_alloc_raw(arena, t->lens[which], 1);
    if (to == NULL)
        return ERR_LIMIT;
    bytes = (struct slice){t->at + (which == MODULE_SUMMARY ? 0 : t->bytes[MODULE_SUMMARY]),
                           t->bytes[which]};
    len = text_pack_get(t->pack, bytes, to);
    assert(len == t->lens[which]);
    *ret_text = (struct slice){to, len};
    return OK;
}

enum err
module_unpack(struct module *m, struct arena *arena)
{
    if (m->texts == NULL)
        return OK;
    TRY(module_text(m, arena, MODULE_SUMMARY, &m->summary));
    TRY(module_text(m, arena, MODULE_DESCRIPTION, &m->description));
    m->texts = NULL;
    return OK;
}

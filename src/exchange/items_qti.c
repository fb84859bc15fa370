/* SPDX-License-Identifier: EUPL-1.2 */
/* Files and packages: which items there are to read, and which to write. */
#include "exchange/items_qti.h"

#include "exchange/items_qti_parts.h"
#include "exchange/zip_file.h"

#define MANIFEST SLICE("imsmanifest.xml")

void
items_qti_tell(const struct items_qti_reading *r, enum item_problem what, int line,
               struct slice value)
{
    item_import_tell(r->import, (struct item_import_problem){
                                    .what = what, .file = r->file, .line = line, .value = value});
}

bool
items_qti_is_one(struct slice bytes)
{
    struct slice rest =
        slice_starts(bytes, SLICE("\xef\xbb\xbf")) ? slice_sub(bytes, 3, bytes.len) : bytes;

    return zip_is_one(bytes) || slice_starts(slice_trim(rest), SLICE("<"));
}

/* NULL when there is trouble, which is told. */
static enum err
read_xml(const struct items_qti_reading *r, struct slice bytes, struct xml_node **ret_root)
{
    static const enum item_problem WHAT[] = {
        [XML_TROUBLE_NONE] = ITEM_PROBLEM_XML,
        [XML_TROUBLE_SYNTAX] = ITEM_PROBLEM_XML,
        [XML_TROUBLE_DOCTYPE] = ITEM_PROBLEM_DOCTYPE,
        [XML_TROUBLE_LIMIT] = ITEM_PROBLEM_XML,
    };
    struct xml_document document = {.root = NULL};

    TRY(xml_read(r->ctx->arena, bytes, &document));
    if (document.trouble != XML_TROUBLE_NONE)
        items_qti_tell(r, WHAT[document.trouble], document.line,
                       slice_of(document.why != NULL ? document.why : "too large"));
    *ret_root = document.root;
    return OK;
}

static enum err
take_file(const struct items_qti_reading *r, struct slice bytes)
{
    struct xml_node *root = NULL;

    TRY(read_xml(r, bytes, &root));
    return root != NULL ? items_qti_take(r, root) : OK;
}

/* --- packages --------------------------------------------------------------- */

/* A file of the package; a problem when it is not there or cannot be unpacked. */
static enum err
unpack(const struct items_qti_reading *r, const struct zip_file *zip, struct slice name,
       struct slice *ret_bytes)
{
    const struct zip_entry *e = zip_find(zip, name);
    enum err found;

    *ret_bytes = (struct slice){NULL, 0};
    if (e == NULL) {
        items_qti_tell(r, ITEM_PROBLEM_MANIFEST, 0, name);
        return OK;
    }
    if (e->size > XML_BYTES_MAX) {
        items_qti_tell(r, ITEM_PROBLEM_PACKAGE, 0, SLICE("a file is too large"));
        return OK;
    }
    found = zip_unpack(r->ctx->arena, e, XML_BYTES_MAX, ret_bytes);
    if (found == ERR_CORRUPT) {
        items_qti_tell(r, ITEM_PROBLEM_PACKAGE, 0, SLICE("a file is damaged"));
        return OK;
    }
    return found;
}

static enum err
take_resources(struct items_qti_reading *r, const struct zip_file *zip,
               const struct xml_node *manifest)
{
    const struct xml_node *resources = xml_child(manifest, NULL, "resources");
    const struct xml_node *at = NULL;
    int items = 0;

    while (resources != NULL && (at = xml_child(resources, at, "resource")) != NULL) {
        struct slice bytes = {0};
        struct slice name = xml_attribute(at, "href");

        if (!slice_starts(xml_attribute(at, "type"), SLICE(ITEMS_QTI_RESOURCE)))
            continue;
        if (++items > ITEM_BANK_MAX) {
            items_qti_tell(r, ITEM_PROBLEM_MANY, at->line, SLICE(""));
            return OK;
        }
        r->file = name;
        TRY(unpack(r, zip, name, &bytes));
        if (bytes.at != NULL)
            TRY(take_file(r, bytes));
    }
    r->file = SLICE("");
    if (items == 0)
        items_qti_tell(r, ITEM_PROBLEM_EMPTY, 0, SLICE(""));
    return OK;
}

static enum err
take_package(struct items_qti_reading *r, struct slice bytes)
{
    struct xml_node *manifest = NULL;
    struct zip_file zip = {.len = 0};
    struct slice names = {0};
    const char *why = NULL;
    enum err e = zip_open(r->ctx->arena, bytes, &zip, &why);

    if (e != OK) {
        items_qti_tell(r, ITEM_PROBLEM_PACKAGE, 0,
                       slice_of(e == ERR_LIMIT ? "it has too many files" : why));
        return OK;
    }
    TRY(unpack(r, &zip, MANIFEST, &names));
    if (names.at == NULL)
        return OK;
    r->file = MANIFEST;
    TRY(read_xml(r, names, &manifest));
    if (manifest == NULL)
        return OK;
    if (!slice_is(manifest->name, "manifest") ||
        !slice_is(manifest->space, ITEMS_QTI_MANIFEST_SPACE)) {
        items_qti_tell(r, ITEM_PROBLEM_NAMESPACE, manifest->line, manifest->name);
        return OK;
    }
    return take_resources(r, &zip, manifest);
}

enum err
items_qti_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
               const struct item_defaults *defaults, struct item_import *ret_import)
{
    struct items_qti_reading r = {
        .ctx = ctx, .framework = f, .defaults = defaults, .import = ret_import};
    enum err e = item_import_init(ctx->arena, ret_import);

    if (e == OK)
        e = zip_is_one(bytes) ? take_package(&r, bytes) : take_file(&r, bytes);
    return e == OK ? OK : fail(ctx, ERR_LIMIT, "no memory for a list of items");
}

/* --- out -------------------------------------------------------------------- */

enum err
items_qti_begin(struct ctx *ctx, struct text *out, struct items_qti_package *ret_package)
{
    struct items_qti_package p = {
        .ctx = ctx, .out = out, .resources = text_init(ctx->arena, out->max)};
    struct zip_writing *zip = arena_new(ctx->arena, struct zip_writing);

    if (zip == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a package");
    *zip = zip_begin(ctx->arena, out);
    p.zip = zip;
    *ret_package = p;
    return OK;
}

enum err
items_qti_put(struct items_qti_package *p, const struct item *it, struct slice competence)
{
    struct text name = text_init(p->ctx->arena, CODE_BYTES_MAX + 16);
    struct slice bytes = {0};
    struct slice path = {0};

    TRY(items_qti_write_one(p->ctx, it, competence, &bytes));
    text_puts(&name, "items/");
    text_put(&name, it->code);
    text_puts(&name, ".xml");
    TRY(text_end(&name, &path));
    zip_put(p->zip, path, bytes);
    text_printf(&p->resources,
                "    <resource identifier=\"%.*s\" type=\"" ITEMS_QTI_RESOURCE
                "\" href=\"%.*s\">\n      <file href=\"%.*s\"/>\n    </resource>\n",
                SLICE_ARG(it->code), SLICE_ARG(path), SLICE_ARG(path));
    return OK;
}

enum err
items_qti_end(struct items_qti_package *p)
{
    struct text t = text_init(p->ctx->arena, p->out->max);
    struct slice resources = {0};
    struct slice manifest = {0};

    if (text_end(&p->resources, &resources) == OK) {
        text_puts(&t, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest "
                      "xmlns=\"" ITEMS_QTI_MANIFEST_SPACE
                      "\" identifier=\"kommunalcampus\">\n  <metadata>\n"
                      "    <schema>QTI Package</schema>\n"
                      "    <schemaversion>3.0.0</schemaversion>\n  </metadata>\n"
                      "  <organizations/>\n  <resources>\n");
        text_put(&t, resources);
        text_puts(&t, "  </resources>\n</manifest>\n");
    }
    if (text_end(&t, &manifest) != OK || manifest.len == 0)
        return fail(p->ctx, ERR_LIMIT, "a package of items is too large");
    zip_put(p->zip, MANIFEST, manifest);
    zip_end(p->zip);
    return p->out->failed ? fail(p->ctx, ERR_LIMIT, "a package of items is too large") : OK;
}

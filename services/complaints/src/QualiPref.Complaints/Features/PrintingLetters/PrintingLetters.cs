using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Printing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.PrintingLetters;

/// <summary>What goes by post: how much waits, batches of it as one document each, and the word that they were posted.</summary>
internal static class PrintingLetters
{
    private const int MostListed = 50, MostHeld = 100;

    private const string Pdf = "application/pdf";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/letters/to-print", WaitingAsync)
            .Allow(Roles.Handler, SiteRule.Query)
            .WithName("listLettersToPrint")
            .TakesQuery(QueryParameter.Site)
            .WithSummary("How many letters wait to be printed, by site, and those that cannot be.")
            .WithDescription($"Role `handler`. Why a letter cannot be printed is known once a batch was made while it waited; at most {MostHeld} are named for each site.");
        api.MapGet("/letters/batches", ListAsync)
            .Allow(Roles.Handler, SiteRule.Query)
            .WithName("listPrintBatches")
            .TakesQuery(QueryParameter.Site)
            .WithSummary($"The batches of one's sites, the newest first, at most {MostListed}.")
            .WithDescription("Role `handler`.");
        api.MapPost("/letters/batches", MakeAsync)
            .Allow(Roles.Handler, SiteRule.Body)
            .Audited(AuditKinds.Decision, "case.print")
            .WithName("makePrintBatch")
            .Reads("NewPrintBatch", (services, fields) => Read(fields, services.GetRequiredService<Catalogue>()))
            .Refuses(ComplaintsProblems.NothingToPrint, CommonProblems.KeyReused, CommonProblems.NotInCatalogueYet)
            .WithSummary($"Puts what waits at a site into a batch, at most {BatchMaking.MostLetters} letters, the oldest first.")
            .WithDescription("Role `handler` for the site. Its letters are `printed` from then on. Idempotent on the client's `id`: a repeat answers the same batch and goes on with one that was interrupted.");
        api.MapGet("/letters/batches/{id:guid}", ReadAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .WithName("readPrintBatch")
            .Refuses(CommonProblems.NotFound)
            .WithSummary("A batch with the references and states of its letters.")
            .WithDescription("Role `handler` for the site of the batch.");
        api.MapGet("/letters/batches/{id:guid}/document", DrawAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .Audited(AuditKinds.Read, "case.printed")
            .WithName("readPrintBatchDocument")
            .Refuses(CommonProblems.NotFound)
            .Produces(StatusCodes.Status200OK)
            .Gives(Pdf)
            .WithSummary("The letters of a batch as one PDF for the printer.")
            .WithDescription("Role `handler` for the site of the batch. Each letter begins a sheet; its address stands in the window of a DL envelope. Drawn anew each time from the letters as they were written.");
        api.MapPost("/letters/batches/{id:guid}/posted", PostAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .Audited(AuditKinds.Decision, "case.post")
            .WithName("postPrintBatch")
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.DeliveryForbids)
            .WithSummary("Says that a batch was given to the post.")
            .WithDescription("Role `handler` for the site of the batch. Those of its letters that are `printed` become `posted`; a repeat changes nothing.");
    }

    // One round trip.
    private static async Task<Ok<LettersToPrint>> WaitingAsync(HttpContext context, PrintStore prints, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var cases = await prints.WaitingAsync(SitesOf(context, catalogue), cancellationToken);
        var letters = PostalLetter.Of(cases, delivery => delivery.State == DeliveryState.ToPrint);
        return TypedResults.Ok(new LettersToPrint([.. letters.GroupBy(letter => letter.Document.State.Site).OrderBy(site => site.Key, StringComparer.Ordinal).Select(site => new SiteToPrint(
            site.Key,
            site.Count(letter => letter.Delivery.Fault is null),
            [.. site.Where(letter => letter.Delivery.Fault is not null).Take(MostHeld)
                .Select(letter => new HeldLetter(letter.Document.Id, letter.Document.Reference, letter.Letter.Id, letter.Delivery.Fault!))]))]));
    }

    // One round trip.
    private static async Task<Ok<PrintBatchList>> ListAsync(HttpContext context, PrintStore prints, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var batches = await prints.ListAsync(SitesOf(context, catalogue), MostListed, cancellationToken);
        return TypedResults.Ok(new PrintBatchList([.. batches.Select(PrintBatchSummary.Of)]));
    }

    private static async Task<Created<PrintBatchView>> MakeAsync(
        HttpContext context, CaseStore cases, PrintStore prints, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var errors = new FieldErrors();
        var fields = new JsonFields(body.RootElement, errors);
        var caller = Caller.Of(context);
        caller.RequireInCatalogue(catalogue, fields.Raw("site") is { } named ? JsonFields.TextOf(named) : null);
        var (id, code) = Read(fields, catalogue);
        errors.ThrowIfAny();
        caller.RequireSites(code!);
        catalogue.TryGetSite(code, out var site);
        var batch = await new BatchMaking(context, cases, prints, time).MakeAsync(id ?? Guid.CreateVersion7(time.GetUtcNow()), site!, cancellationToken);
        return TypedResults.Created($"{context.Request.Path}/{batch.Id}", batch);
    }

    private static async Task<Ok<PrintBatchView>> ReadAsync(
        Guid id, HttpContext context, CaseStore cases, PrintStore prints, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(await new BatchMaking(context, cases, prints, time).ViewAsync(await RequireAsync(id, context, prints, cancellationToken), cancellationToken));

    // Three round trips.
    private static async Task<IResult> DrawAsync(
        Guid id, HttpContext context, CaseStore cases, PrintStore prints, Catalogue catalogue, TimeProvider time,
        [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var batch = await RequireAsync(id, context, prints, cancellationToken);
        // Nothing is left on the sheets of an erased case.
        var letters = (await new BatchMaking(context, cases, prints, time).LettersOfAsync(id, cancellationToken)).Where(letter => letter.Document.Erased is null).ToList();
        if (letters.Count == 0) return new Problem(CommonProblems.NotFound);
        await audit.AppendListAsync(context, "case", letters.Select(letter => (letter.Document.Id, (string?)batch.Site)), cancellationToken);
        catalogue.TryGetSite(batch.Site, out var site);
        var day = site is null ? DateOnly.FromDateTime(batch.MadeAt) : site.TimeZone.LocalDate(batch.MadeAt);
        var pdf = LetterPdf.Write(letters.Select(letter => letter.ToPrint()), batch.Head, $"Courriers à poster du {day.InFrench()}", batch.MadeAt);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(pdf, Pdf, string.Create(CultureInfo.InvariantCulture, $"courriers-{batch.Site}-{day:yyyy-MM-dd}-{id.ToString()[^4..]}.pdf"));
    }

    private static async Task<Ok<PrintBatchView>> PostAsync(
        Guid id, HttpContext context, CaseStore cases, PrintStore prints, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(await new BatchMaking(context, cases, prints, time).PostAsync(await RequireAsync(id, context, prints, cancellationToken), cancellationToken));

    private static async Task<PrintBatchDocument> RequireAsync(Guid id, HttpContext context, PrintStore prints, CancellationToken cancellationToken)
    {
        var batch = await prints.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireSites(batch.Site);
        return batch;
    }

    private static (Guid? Id, string? Site) Read(JsonFields fields, Catalogue catalogue)
    {
        var id = fields.Id("id");
        var site = fields.CatalogueCode("site", [.. catalogue.Sites.Select(one => one.Code)], required: true);
        fields.RefuseUnknown();
        return (id, site);
    }

    // Named one by one: the indexes are by site.
    private static IReadOnlyList<string> SitesOf(HttpContext context, Catalogue catalogue)
    {
        var site = context.Request.Query["site"].ToString();
        if (site.Length == 0) return Caller.Of(context).Sites ?? [.. catalogue.Sites.Select(one => one.Code)];
        var errors = new FieldErrors();
        if (!catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        errors.ThrowIfAny();
        return [site];
    }
}

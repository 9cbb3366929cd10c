using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.ComparingRevisions;

/// <summary><c>GET /editions/{id}/differences</c>.</summary>
internal static class DifferencesEndpoint
{
    public static void MapDifferences(this IEndpointRouteBuilder api) =>
        api.MapGet("/editions/{id:guid}/differences", CompareAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("CompareEditions")
            .TakesQuery([QueryParameter.Id("to", "The other edition.") with { IsRequired = true }, .. QueryParameter.Page])
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.NotComparable, ReportingProblems.EditionAltered, ReportingProblems.EditionUnreadable,
                ReportingProblems.CutDamaged, ReportingProblems.IndicatorsAway, ReportingProblems.IndicatorsFaulty)
            .WithSummary("Old → new → cause between two revisions of one network and period")
            .WithDescription("From the older to the newer revision, whichever of the two is named first; from and to say which they are. figures lists the overall figures "
                + "that differ and counts their causes; on the pages after the first it is null. Role quality for every site of the network. Six reads, and "
                + "a call to indicators for each 200 changed facts.");

    private static async Task<Ok<EditionDifferences>> CompareAsync(
        Guid id, string? to, HttpContext context, EditionReader reader, IndicatorsClient indicators, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var one = await reader.FindForMemberAsync(id, caller, cancellationToken);
        var errors = new FieldErrors();
        if (!Guid.TryParseExact(to, "D", out var other)) errors.Add("to", "L'identifiant de l'autre édition est attendu.", "The id of the other edition is expected.");
        var page = PageRequest.Read(context.Request.Query, errors);
        errors.ThrowIfAny();
        // It is a cursor of indicators in the same form; what it stands for is judged there.
        var cursor = context.Request.Query["cursor"].ToString() is { Length: > 0 } given ? given : null;
        var another = await reader.FindForMemberAsync(other, caller, cancellationToken);
        if ((one.Network, one.Period) != (another.Network, another.Period)) throw new ProblemException(new Problem(ReportingProblems.NotComparable));
        // What came later is the change, whoever looks back from it.
        var (older, newer) = one.Revision <= another.Revision ? (one, another) : (another, one);
        var figures = cursor is null ? await FiguresAsync(reader, indicators, older, newer, cancellationToken) : null;
        var changes = await indicators.DifferencesAsync(older.CutId, newer.CutId, cursor, page.Size, cancellationToken);
        if (changes is null && cursor is not null)
        {
            errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
            errors.ThrowIfAny();
        }
        return TypedResults.Ok(new EditionDifferences(older.Id, newer.Id, figures, new Page<FactChange>(changes?.Items ?? [], changes?.Next)));
    }

    private static async Task<IReadOnlyList<FigureChange>> FiguresAsync(
        EditionReader reader, IndicatorsClient indicators, EditionDocument from, EditionDocument to, CancellationToken cancellationToken)
    {
        var before = (await reader.OpenAsync(from, cancellationToken)).AsRevision();
        var after = (await reader.OpenAsync(to, cancellationToken)).AsRevision();
        var tally = await CauseTally.ReadAsync(after.Scope.Period, indicators.AllDifferencesAsync(from.CutId, to.CutId, cancellationToken), cancellationToken);
        return RevisionComparison.Compare(before, after, tally);
    }
}

/// <summary>What differs between two revisions.</summary>
/// <param name="From">The older edition.</param>
/// <param name="To">The newer edition.</param>
/// <param name="Figures">The overall figures that differ; null on the pages after the first.</param>
/// <param name="Changes">The facts that differ, paged.</param>
internal sealed record EditionDifferences(Guid From, Guid To, IReadOnlyList<FigureChange>? Figures, Page<FactChange> Changes);

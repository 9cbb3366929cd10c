using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>Lets pages that show a list find out cheaply whether it is still what they show. Nothing of what is in the cases is given out, so that nothing is noted.</summary>
internal static class MarkingComplaints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/marks", MarkAsync)
        .Allow(Roles.Handler, SiteRule.Query)
        .WithName("markComplaints")
        .TakesQuery([.. CaseQueryReader.Parameters, .. QueryParameter.Page])
        .Refuses(CommonProblems.NotInCatalogueYet)
        .WithSummary("Whether the cases of a page of the list stand as they were shown.")
        .WithDescription("Role `handler`. The filters of the list, and its page. `mark` is the one of the list as long as it would show the same of the case.");

    // Two round trips, made at once.
    private static async Task<Ok<CaseMarks>> MarkAsync(HttpContext context, CaseReader cases, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var query = CaseQueryReader.Read(context.Request.Query, catalogue, page.After, errors);
        errors.ThrowIfAny();
        query = query with { Sites = query.Sites ?? Caller.Of(context).Sites };
        var total = cases.CountAsync(query, cancellationToken);
        var read = await cases.ListMarksAsync(query, page.Size, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CaseMarks(await total, read.ConvertAll(document => new CaseMark(document.Id, CaseMark.Of(document)))));
    }
}

/// <summary>How the cases of a page of the list stand.</summary>
/// <param name="Total">How many the whole list has.</param>
/// <param name="Items">Those of the page.</param>
internal sealed record CaseMarks(long Total, IReadOnlyList<CaseMark> Items);

/// <summary>How a case stands.</summary>
/// <param name="Id">The case.</param>
/// <param name="Mark">Is another one when a list would show something else of the case.</param>
internal sealed record CaseMark(Guid Id, string Mark)
{
    public static string Of(CaseDocument document) => string.Create(
        CultureInfo.InvariantCulture, $"{document.Version}.{document.Messages.Count(message => message.Unread)}{(document.Review is { Unread: true } ? "a" : "")}{(NotArrived(document) is > 0 and var number ? $".{number}" : "")}");

    private static int NotArrived(CaseDocument document) => document.Letters.Count(letter => letter.Delivery is { } last && Delivery.NotArrived.Contains(last.State));
}

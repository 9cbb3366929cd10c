using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ErasingComments;

/// <summary>How many comments the rule of retention would take now: to be looked at before it is set.</summary>
internal static class ForeseeingErasure
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/comments/erasure", HandleAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("ForeseeCommentErasure")
        .TakesQuery(QueryParameter.Site, QueryParameter.Number("months", "Months that words would be kept; as is set when left out.", CommentOptions.FewestMonths, CommentOptions.MostMonths))
        .WithSummary("Count the comments that a rule of retention would erase now")
        .WithDescription("Needs the role quality. Nothing is erased. keptMonths: the rule in force, null for none; before: the first day that would stay; comments: how many answers would lose their words, those that could not be read too.");

    private static async Task<Ok<ErasureForeseen>> HandleAsync(HttpContext context, string? site, string? months, CommentStore comments, Catalogue catalogue,
        IOptions<CommentOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var sites = QueryFields.Sites(site, Caller.Of(context), catalogue, errors);
        var asked = ReadMonths(months, errors) ?? options.Value.KeptMonths;
        errors.ThrowIfAny();
        if (asked is not { } kept) return TypedResults.Ok(new ErasureForeseen(null, null, null, 0));
        var before = CommentOptions.FirstKept(time.GetUtcNow(), kept);
        return TypedResults.Ok(new ErasureForeseen(options.Value.KeptMonths, kept, before, await comments.CountKeptAsync(sites, before, cancellationToken)));
    }

    private static int? ReadMonths(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months is >= CommentOptions.FewestMonths and <= CommentOptions.MostMonths) return months;
        errors.Add("months", $"Un nombre de {CommentOptions.FewestMonths} à {CommentOptions.MostMonths} est attendu.", $"A number from {CommentOptions.FewestMonths} to {CommentOptions.MostMonths} is expected.");
        return null;
    }
}

/// <summary>What a rule of retention would do now.</summary>
internal sealed record ErasureForeseen(int? KeptMonths, int? Months, DateOnly? Before, long Comments);

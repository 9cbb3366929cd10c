using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Work;

namespace QualiPref.Surveys.Features.ErasingComments;

/// <summary>For how long words of comments are kept. Section <c>QualiPref:Surveys:Comments</c>.</summary>
internal sealed class CommentOptions
{
    public const string Section = "QualiPref:Surveys:Comments";

    public const int FewestMonths = 1;

    public const int MostMonths = 120;

    /// <summary>Months after its day when the words of a comment go; null: they stay until a person erases them.</summary>
    [Range(FewestMonths, MostMonths)]
    public int? KeptMonths { get; set; }

    /// <summary>The first day whose words stay, of those that are kept for some months.</summary>
    public static DateOnly FirstKept(DateTimeOffset now, int months) => DateOnly.FromDateTime(now.UtcDateTime).AddMonths(-months);
}

/// <summary>Has words of comments erased when their time is over.</summary>
internal static class CommentErasing
{
    public static void AddErasingComments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<CommentOptions>(configuration, CommentOptions.Section);
        services.AddWorker<CommentEraser>();
    }
}

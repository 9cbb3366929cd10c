using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Limits;
using QualiPref.Platform.Work;

namespace QualiPref.Portal.Session;

/// <summary>The ways to the provider and what it calls by itself. They are addresses, not forms: the policy of pages lets no form lead to another site.</summary>
internal sealed partial class SignInEndpoints(Provider provider, LogoutTokens tokens, RefusalLines lines, TimeProvider time, ILogger<SignInEndpoints> logger)
{
    public const string DeparturePath = "/connexion/depart";

    public const string ReturnPath = "/connexion/retour";

    public const string SignedOutPath = "/deconnexion/retour";

    public const string BackChannelPath = "/connexion/fin";

    // As long as a logout token of several keys and claims may be.
    private const int LargestForm = 32 * 1024;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(DeparturePath, (HttpContext context, SignInEndpoints endpoints) => endpoints.DepartAsync(context)).ExcludeFromDescription().AllowAnybody();
    }

    /// <summary>What the provider itself calls, beside the library's own paths: whoever brings its signature may.</summary>
    public static void Use(IApplicationBuilder app) => app.UseWhen(context => context.Request.Path == BackChannelPath, branch =>
    {
        branch.LimitPages();
        branch.Run(async context => await (await context.RequestServices.GetRequiredService<SignInEndpoints>().EndAsync(context)).ExecuteAsync(context));
    });

    /// <summary>Address that leads to the provider and back.</summary>
    public static string Departure(string? back, bool fresh = false) => $"{DeparturePath}{QueryString.Create("retour", Local(back))}{(fresh ? "&confirmer=1" : "")}";

    /// <summary>Address of the page that says why nobody came in.</summary>
    public static string RefusedPage(SignInRefusal reason, string? back) => $"/connexion/refusee?motif={reason}&retour={Uri.EscapeDataString(Local(back))}";

    /// <summary>An address of ours, in ASCII as headers have it; the home page for any other.</summary>
    public static string Local(string? address) =>
        RedirectHttpResult.IsLocalUrl(address) && Uri.TryCreate(address, UriKind.Relative, out var relative) ? UriHelper.Encode(relative) : "/";

    private async Task<IResult> DepartAsync(HttpContext context)
    {
        var back = Local(context.Request.Query["retour"]);
        if (!provider.IsSet) return TypedResults.LocalRedirect($"/connexion{QueryString.Create("retour", back)}");
        var properties = new AuthenticationProperties { RedirectUri = back };
        if (context.Request.Query.ContainsKey("confirmer")) properties.Items[Arrival.FreshSince] = time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        try
        {
            // A browser that is sent to a provider that is down shows a page of its own.
            await provider.DemandAnswerAsync(context.RequestAborted);
            await provider.DescribeAsync(context.RequestAborted);
            await context.ChallengeAsync(Provider.Scheme, properties);
            return TypedResults.Empty;
        }
        catch (Exception fault) when ((fault is OtherProviderException || SignInRefusals.IsAway(fault)) && !context.RequestAborted.IsCancellationRequested)
        {
            if (lines.MayTell()) LogAway(FaultText.InShort(fault));
            return TypedResults.LocalRedirect(RefusedPage(SignInRefusals.Of(fault), back));
        }
    }

    /// <summary>The provider says that a session of its own is over (OpenID Connect Back-Channel Logout 1.0).</summary>
    private async Task<IResult> EndAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsPost(context.Request.Method)) return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
        if (!provider.IsSet || !context.Request.HasFormContentType) return Unusable("The body must be a form with logout_token.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestForm;
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var ended = await tokens.EndAsync(form["logout_token"].ToString(), context.RequestAborted);
            LogEnded(ended);
            return TypedResults.Ok();
        }
        catch (LogoutRefusedException refused)
        {
            if (lines.MayTell()) LogUnusable(refused.Message);
            return Unusable(refused.Message);
        }
        catch (ProviderAwayException fault)
        {
            // Whoever sends it again is not told that all is done.
            if (lines.MayTell()) LogUnusable(FaultText.InShort(fault));
            context.Response.Headers.RetryAfter = "60";
            return Fault(StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable", "The keys of the provider cannot be read. Send it again.");
        }
        catch (InvalidDataException)
        {
            return Unusable("The form cannot be read.");
        }
    }

    private static JsonHttpResult<LogoutFault> Unusable(string description) => Fault(StatusCodes.Status400BadRequest, "invalid_request", description);

    private static JsonHttpResult<LogoutFault> Fault(int status, string error, string description) => TypedResults.Json(new LogoutFault(error, description), statusCode: status);

    [LoggerMessage(EventId = 5104, Level = LogLevel.Warning, Message = "Nobody can sign in at the moment: {Fault}")]
    private partial void LogAway(string fault);

    [LoggerMessage(EventId = 5105, Level = LogLevel.Information, Message = "The identity provider ended {Count} sessions")]
    private partial void LogEnded(long count);

    [LoggerMessage(EventId = 5106, Level = LogLevel.Warning, Message = "A logout that came as the identity provider's was not taken: {Fault}")]
    private partial void LogUnusable(string fault);

    private sealed record LogoutFault(string Error, [property: System.Text.Json.Serialization.JsonPropertyName("error_description")] string Description);
}

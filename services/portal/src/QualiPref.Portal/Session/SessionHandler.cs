using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Persistence;
using QualiPref.Portal.Access;

namespace QualiPref.Portal.Session;

/// <summary>Knows the person of a request by the session of its cookie, and shows the others the way in.</summary>
internal sealed partial class SessionHandler(
    Sessions sessions, Provider provider, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (state, session) = await FindAsync();
        Context.Items[typeof(SessionState)] = state;
        if (session is null) return AuthenticateResult.NoResult();
        session.BelongTo(Context);
        var user = new ClaimsPrincipal(PersonTokens.IdentityOf(session.Present, Scheme.Name));
        return AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name));
    }

    /// <summary>To the door, with the address to come back to; through it at once where the provider alone has to say that its session still lives.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isPage = HttpMethods.IsGet(Request.Method);
        var back = properties.RedirectUri ?? (isPage ? UriHelper.GetEncodedPathAndQuery(Request) : Request.Path.ToUriComponent());
        var door = Context.Items[typeof(SessionState)] switch
        {
            SessionState.AtProvider when isPage => "/connexion/reprise",
            SessionState.Unknown => $"/connexion/refusee?motif={SignInRefusal.Storage}",
            SessionState.None => "/connexion",
            _ => "/connexion?fin=1",
        };
        var separator = door.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        Response.Redirect($"{door}{separator}retour={Uri.EscapeDataString(back)}");
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Redirect($"/acces-refuse{QueryString.Create("retour", UriHelper.GetEncodedPathAndQuery(Request))}");
        return Task.CompletedTask;
    }

    private async Task<(SessionState State, OpenSession? Session)> FindAsync()
    {
        // Nobody could ask then whether it still lives there.
        if (!provider.IsSet) return (SessionState.None, null);
        try
        {
            return await sessions.FindAsync(Context, Context.RequestAborted);
        }
        catch (Exception exception) when (StorageFaults.IsOutage(exception))
        {
            // Pages of the public are shown all the same.
            LogAway(Logger, exception.GetType().Name);
            return (SessionState.Unknown, null);
        }
    }

    [LoggerMessage(EventId = 5108, Level = LogLevel.Warning, Message = "The session of a request could not be read: storage is away ({Fault})")]
    private static partial void LogAway(ILogger logger, string fault);
}

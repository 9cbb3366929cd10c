using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Work;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Session;

/// <summary>What the portal adds to the library's sign-in.</summary>
internal sealed partial class ProviderEvents(Provider provider, Arrival arrival, IOptions<SignInOptions> options, RefusalLines lines, SessionAudit audit, ILogger<ProviderEvents> logger) : OpenIdConnectEvents
{
    /// <summary>Parameter of a sign-out: the provider's word on whose session is to end there.</summary>
    public const string IdTokenHint = "id_token_hint";

    /// <summary>What is asked of the provider.</summary>
    public override async Task RedirectToIdentityProvider(RedirectContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var message = context.ProtocolMessage;
        if (options.Value.DemandedWays.Count > 0) message.AcrValues = string.Join(' ', options.Value.DemandedWays);
        if (context.Properties.Items.ContainsKey(Arrival.FreshSince))
        {
            message.Prompt = "login";
            // ProConnect takes no parameter that it does not list. What it answers is judged by the time in it all the same.
            if (!options.Value.IsProConnect) message.MaxAge = "0";
        }
        if (!options.Value.IsProConnect) return;
        if ((await provider.DescribeAsync(context.HttpContext.RequestAborted)).CodeChallengeMethodsSupported.Contains("S256")) return;
        message.Parameters.Remove(OAuthConstants.CodeChallengeKey);
        message.Parameters.Remove(OAuthConstants.CodeChallengeMethodKey);
        context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey);
    }

    /// <summary>Whose session is to end at the provider.</summary>
    public override Task RedirectToIdentityProviderForSignOut(RedirectContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ProtocolMessage.IdTokenHint = context.Properties.GetParameter<string>(IdTokenHint);
        return Task.CompletedTask;
    }

    /// <summary>The library believes an unsigned word that came by way of a code; the portal does not. What is thrown here is refused as the library's own refusals are.</summary>
    public override async Task TokenValidated(TokenValidatedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await provider.JudgeAsync(context.TokenEndpointResponse!.IdToken, context.HttpContext.RequestAborted);
    }

    /// <summary>All is found good.</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.HandleResponse();
        // The library has taken it out of them just before.
        context.Properties!.RedirectUri = context.ReturnUri;
        try
        {
            context.Response.Redirect(await arrival.TakeInAsync(context.HttpContext, context.Principal!, context.Properties));
        }
        catch (Exception fault) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(context.HttpContext, SignInRefusals.Of(fault), fault, context.Properties);
        }
    }

    /// <summary>Something was not.</summary>
    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.HandleResponse();
        // The library has no type for an answer that does not belong to what this browser began.
        var reason = context.Failure is AuthenticationFailureException { InnerException: null } ? SignInRefusal.State : SignInRefusals.Of(context.Failure);
        await RefuseAsync(context.HttpContext, reason, context.Failure, context.Properties);
    }

    private async Task RefuseAsync(HttpContext context, SignInRefusal reason, Exception? fault, AuthenticationProperties? properties)
    {
        if (lines.MayTell())
        {
            if (reason != SignInRefusal.Other) LogRefused(reason, fault is null ? "" : FaultText.InShort(fault));
            await audit.RefusedAsync(reason);
        }
        if (reason == SignInRefusal.Other && fault is not null) LogUnexpected(FaultText.Of(fault));
        context.Response.Redirect(SignInEndpoints.RefusedPage(reason, properties?.RedirectUri));
    }

    [LoggerMessage(EventId = 5102, Level = LogLevel.Warning, Message = "A sign-in was refused ({Reason}): {Fault}")]
    private partial void LogRefused(SignInRefusal reason, string fault);

    [LoggerMessage(EventId = 5103, Level = LogLevel.Error, Message = "A sign-in ended in an unexpected fault: {Fault}")]
    private partial void LogUnexpected(string fault);
}

using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Portal.Session;

/// <summary>Why nobody came in. Its name is in the address of the page that explains it.</summary>
internal enum SignInRefusal
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>The answer does not belong to a sign-in that this browser began here.</summary>
    State,

    /// <summary>It belongs to another sign-in than the one that was begun.</summary>
    Nonce,

    /// <summary>The provider did not sign it.</summary>
    Signature,

    /// <summary>It is meant for another service.</summary>
    Audience,

    /// <summary>It comes from another provider.</summary>
    Issuer,

    /// <summary>It is out of date, or not in force yet.</summary>
    Expired,

    /// <summary>The provider does not take the code that it gave: used already, or too old.</summary>
    Code,

    /// <summary>What the provider says of the person is not signed by it, or is of somebody else.</summary>
    UserInfo,

    /// <summary>The person broke off, or the provider let them not in.</summary>
    Denied,

    /// <summary>The provider does not answer.</summary>
    Away,

    /// <summary>The person did not sign in in the way that is demanded.</summary>
    Way,

    /// <summary>The provider did not ask the person again who they are.</summary>
    NotFresh,

    /// <summary>Somebody else confirmed than whose session it is.</summary>
    OtherPerson,

    /// <summary>The portal's own database does not answer.</summary>
    Storage,
}

/// <summary>The sign-in is refused.</summary>
/// <param name="reason">Why.</param>
/// <param name="message">What was found, without anything about the person.</param>
internal sealed class SignInRefusedException(SignInRefusal reason, string message) : Exception(message)
{
    public SignInRefusal Reason => reason;
}

/// <summary>Tells refusals apart by what the reader of the provider's answer found.</summary>
internal static class SignInRefusals
{
    /// <summary>Whether the provider does not answer.</summary>
    public static bool IsAway(Exception fault) => Of(fault) == SignInRefusal.Away;

    public static SignInRefusal Of(Exception? fault) => fault switch
    {
        null => SignInRefusal.Other,
        SignInRefusedException refused => refused.Reason,
        ProviderAwayException or HttpRequestException or OperationCanceledException => SignInRefusal.Away,
        OpenIdConnectProtocolInvalidNonceException => SignInRefusal.Nonce,
        SecurityTokenInvalidAudienceException => SignInRefusal.Audience,
        SecurityTokenInvalidIssuerException => SignInRefusal.Issuer,
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException => SignInRefusal.Expired,
        SecurityTokenException or SecurityTokenArgumentException => SignInRefusal.Signature,
        OpenIdConnectProtocolException protocol when protocol.Data["error"] is "invalid_grant" => SignInRefusal.Code,
        OpenIdConnectProtocolException protocol when protocol.Data["error"] is "access_denied" or "login_required" or "interaction_required" or "consent_required" => SignInRefusal.Denied,
        _ when Platform.Persistence.StorageFaults.IsOutage(fault) => SignInRefusal.Storage,
        { InnerException: { } inner } => Of(inner),
        _ => SignInRefusal.Other,
    };
}

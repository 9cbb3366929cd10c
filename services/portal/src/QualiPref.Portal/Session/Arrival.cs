using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using QualiPref.Portal.Access;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Session;

/// <summary>Takes in who comes back from the provider: judges what the standard leaves to the portal, knows the person again and opens the session.</summary>
internal sealed class Arrival(UserInfoReader reader, Persons persons, Sessions sessions, IOptions<SignInOptions> options, TimeProvider time)
{
    /// <summary>In the state of a sign-in: that somebody who is signed in shows again who they are, and since when.</summary>
    public const string FreshSince = "freshSince";

    /// <summary>Where whoever is not known here reads whom to ask.</summary>
    public const string UnknownPage = "/compte-en-attente";

    /// <summary>Opens the session.</summary>
    /// <param name="context">The browser's return.</param>
    /// <param name="word">What the provider signed.</param>
    /// <param name="properties">What the sign-in was begun with, and the provider's tokens.</param>
    /// <returns>Where to go on.</returns>
    /// <exception cref="SignInRefusedException">Nobody comes in so.</exception>
    public async Task<string> TakeInAsync(HttpContext context, ClaimsPrincipal word, AuthenticationProperties properties)
    {
        var cancellationToken = context.RequestAborted;
        var authenticatedAt = MomentOf(word);
        DemandWay(word);
        DemandFresh(properties, authenticatedAt);
        var identity = await reader.ReadAsync(word.FindFirst("iss")!.Value, word.FindFirst("sub")!.Value, properties.GetTokenValue("access_token") ?? "", cancellationToken);
        var person = await persons.ArriveAsync(identity, cancellationToken);
        if (properties.Items.ContainsKey(FreshSince) && (await sessions.FindAsync(context, cancellationToken)).Session is { } open && open.Present.Person.Id != person.Id)
            throw new SignInRefusedException(SignInRefusal.OtherPerson, "Another person confirmed than the one whose session it is.");
        var tokens = new KeptTokens(properties.GetTokenValue("id_token") ?? "", properties.GetTokenValue("refresh_token"));
        await sessions.OpenAsync(context, person, new SignedIn(identity, word.FindFirst("sid")?.Value, authenticatedAt, tokens));
        return person.IsActive ? properties.RedirectUri ?? "/" : UnknownPage;
    }

    private void DemandWay(ClaimsPrincipal word)
    {
        var demanded = options.Value.DemandedWays;
        if (demanded.Count > 0 && !demanded.Contains(word.FindFirst("acr")?.Value ?? ""))
            throw new SignInRefusedException(SignInRefusal.Way, "The provider does not say that the person signed in in a way that is demanded (acr).");
    }

    private static void DemandFresh(AuthenticationProperties properties, DateTime? authenticatedAt)
    {
        if (!properties.Items.TryGetValue(FreshSince, out var since)) return;
        var begun = DateTime.Parse(since!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (authenticatedAt is not { } at || at < begun - ProviderTimes.Skew)
            throw new SignInRefusedException(SignInRefusal.NotFresh, "The provider does not say that it asked the person again (auth_time).");
    }

    // A clock that is ahead of ours would make a sign-in fresh for longer.
    private DateTime? MomentOf(ClaimsPrincipal word)
    {
        if (!long.TryParse(word.FindFirst("auth_time")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799) return null;
        var (said, now) = (DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime, time.GetUtcNow().UtcDateTime);
        return said < now ? said : now;
    }
}

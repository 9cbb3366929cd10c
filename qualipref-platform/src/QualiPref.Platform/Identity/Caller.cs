using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Identity;

/// <summary>Who is calling, as the access token says.</summary>
public sealed class Caller
{
    private readonly IReadOnlyList<string> _roles;
    private readonly IReadOnlyList<string> _sites;

    private Caller(ClaimsPrincipal user)
    {
        IsAuthenticated = user.Identity?.IsAuthenticated == true;
        Name = user.FindFirst("name")?.Value ?? "";
        _roles = [.. user.FindAll("roles").Select(claim => claim.Value)];
        _sites = [.. user.FindAll("sites").Select(claim => claim.Value)];
        Kiosk = Guid.TryParse(user.FindFirst("kiosk")?.Value, out var kiosk) ? kiosk : null;
        Enrolment = int.TryParse(user.FindFirst("enrolment")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Whether a valid token came with the request.</summary>
    public bool IsAuthenticated { get; }

    /// <summary>Name in the token, for the history of a case; empty when there is none.</summary>
    public string Name { get; }

    /// <summary>The kiosk that the token belongs to, if it is a kiosk's.</summary>
    public Guid? Kiosk { get; }

    /// <summary>The enrolment of the kiosk's token.</summary>
    public int? Enrolment { get; }

    /// <summary>The caller of a request.</summary>
    /// <param name="context">The request's context.</param>
    public static Caller Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Caller(context.User);
    }

    /// <summary>Whether a role is held, directly or through a wider one.</summary>
    /// <param name="role">The role asked.</param>
    public bool Has(string role) => _roles.Any(held => Roles.Includes(held, role));

    /// <summary>Whether the token covers a site.</summary>
    /// <param name="site">Code of the site.</param>
    public bool Covers(string site) => _sites.Contains("*") || _sites.Contains(site);

    /// <summary>The sites that the token names; null when it covers all.</summary>
    public IReadOnlyList<string>? Sites => _sites.Contains("*") ? null : _sites;

    /// <summary>Refuses a caller without a role, or without the site in question.</summary>
    /// <param name="role">The role asked.</param>
    /// <param name="site">The site in question, null when the call concerns none.</param>
    /// <exception cref="ProblemException">401 without a token, 403 outside one's role or sites.</exception>
    public void Require(string role, string? site = null)
    {
        if (!IsAuthenticated) throw new ProblemException(new Problem(CommonProblems.Unauthenticated));
        if (!Has(role) || (site is not null && !Covers(site))) throw new ProblemException(new Problem(CommonProblems.Forbidden));
    }
}

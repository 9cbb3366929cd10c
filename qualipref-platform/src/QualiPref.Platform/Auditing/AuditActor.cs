using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Platform.Identity;

namespace QualiPref.Platform.Auditing;

/// <summary>Who did something: an id, and no name of a person.</summary>
/// <param name="Kind"><c>person</c>, <c>program</c> (a token of the authority), <c>operator</c>, <c>kiosk</c>, <c>service</c>, <c>provider</c> (of identities) or <c>unknown</c>.</param>
/// <param name="Id">
/// Id of the person or kiosk; the authority's subject where that is a UUID and its digest else, since some providers take an address for it; name of the service; of an operator the
/// name that the tool was given, as a code.
/// </param>
/// <param name="For">Id of the person for whom somebody stands in; null without one.</param>
[BsonNoId]
public sealed record AuditActor(string Kind, string Id, [property: BsonIgnoreIfNull] string? For = null)
{
    /// <summary>Nobody that is known.</summary>
    public static AuditActor Unknown { get; } = new("unknown", "unknown");

    /// <summary>The provider by which staff signs in.</summary>
    public static AuditActor Provider { get; } = new("provider", "provider");

    /// <summary>A person.</summary>
    /// <param name="id">Id of the person.</param>
    /// <param name="standsInFor">Id of the person for whom this one stands in.</param>
    public static AuditActor Person(Guid id, Guid? standsInFor = null) => new("person", id.ToString(), standsInFor?.ToString());

    /// <summary>Whoever a request's token or session names, and whom they stand in for at the sites that were asked for so far.</summary>
    /// <param name="context">The request's context.</param>
    public static AuditActor Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var user = context.User;
        if (user.Identity?.IsAuthenticated != true) return Unknown;
        string? Said(string claim) => user.FindFirst(claim)?.Value;
        if (Said("kiosk") is { } kiosk) return new AuditActor(Roles.Kiosk, AuditCode.Of(kiosk));
        if (user.HasClaim("roles", Roles.Service)) return new AuditActor(Roles.Service, AuditCode.Of(Said("name") ?? ""));
        // Sessions of the portal name no issuer.
        var isOurs = Said("iss") is null or PlatformTokens.Issuer;
        if ((Said("sub") ?? user.FindFirst(ClaimTypes.NameIdentifier)?.Value) is { } subject)
            return new AuditActor(isOurs ? "person" : "program", IdOf(subject), Caller.Of(context).StandsInFor?.Id.ToString());
        return new AuditActor(isOurs ? "operator" : "program", AuditCode.Of(Said("name") ?? ""));
    }

    private static string IdOf(string subject) =>
        Guid.TryParse(subject, out var id) ? id.ToString() : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..32];
}

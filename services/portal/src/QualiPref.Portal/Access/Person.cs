using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Portal.Access;

/// <summary>Somebody who works here, did, or would like to: what the administrator allowed them, and when they are away.</summary>
internal sealed record Person
{
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>Grows with each change; the ETag.</summary>
    public long Version { get; init; } = 1;

    public required PersonState State { get; init; }

    /// <summary>As the provider says it; of who was invited and has not come yet, as the administrator wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>In its normal form.</summary>
    [BsonIgnoreIfNull]
    public string? Email { get; init; }

    /// <summary>By what they are known when they sign in; null until they did.</summary>
    [BsonIgnoreIfNull]
    public PersonIdentity? Identity { get; init; }

    public IReadOnlyList<PersonGrant> Grants { get; init; } = [];

    public IReadOnlyList<Absence> Absences { get; init; } = [];

    public required DateTime CreatedAt { get; init; }

    /// <summary>When they last signed in.</summary>
    [BsonIgnoreIfNull]
    public DateTime? ArrivedAt { get; init; }

    /// <summary>Whether they may do anything at all.</summary>
    [BsonIgnore]
    public bool IsActive => State == PersonState.Active;

    /// <summary>Whether they run the system at all sites.</summary>
    [BsonIgnore]
    public bool IsAdministrator => IsActive && Grants.Any(PersonGrant.OfAdministrators.Equals);

    /// <summary>Whether they work here and hold a role at a site themselves, directly or through a wider one.</summary>
    public bool Holds(string role, string site, Catalogue catalogue) =>
        IsActive && Grants.Any(grant => Roles.Includes(grant.Role, role) && new HeldRole(grant.Role, grant.SitesIn(catalogue)).IsAt(site));
}

/// <summary>What has become of somebody.</summary>
internal enum PersonState
{
    /// <summary>Signed in without being known: an administrator has to decide.</summary>
    Waiting,

    /// <summary>Has what is granted as soon as they sign in with the address that was invited.</summary>
    Invited,

    /// <summary>Works here.</summary>
    Active,

    /// <summary>Works here no more, and comes in again only when an administrator says so.</summary>
    Left,
}

/// <summary>The names of an <see cref="ExternalIdentity"/> that never change.</summary>
/// <param name="Issuer">The provider's issuer.</param>
/// <param name="Provider">The provider behind it; empty where there is none.</param>
/// <param name="Subject">Whom it means.</param>
internal sealed record PersonIdentity(string Issuer, string Provider, string Subject);

/// <summary>A role at one site, at every site of a network, or everywhere.</summary>
/// <param name="Role">The role.</param>
/// <param name="Network">Code of the network; null for a site.</param>
/// <param name="Site">Code of the site, <c>*</c> for all; null for a network.</param>
internal sealed record PersonGrant(string Role, string? Network, string? Site)
{
    public const string Everywhere = "*";

    public static PersonGrant OfAdministrators { get; } = new(Roles.Admin, null, Everywhere);

    /// <summary>The sites at which it holds by a catalogue: a network or site that it no longer knows has none.</summary>
    public IReadOnlyList<string> SitesIn(Catalogue catalogue) => (Site, Network) switch
    {
        (Everywhere, _) => [Everywhere],
        ({ } site, _) => catalogue.TryGetSite(site, out _) ? [site] : [],
        (_, { } network) => catalogue.Networks.FirstOrDefault(one => one.Code == network)?.Sites ?? [],
        _ => [],
    };
}

/// <summary>Days on which somebody is away and another person acts for them.</summary>
/// <param name="From">First day, by the calendar of each site.</param>
/// <param name="To">Last day.</param>
/// <param name="StandIn">Id of the person who acts.</param>
internal sealed record Absence(DateOnly From, DateOnly To, Guid StandIn)
{
    /// <summary>Whether a day is one of them.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= To;

    /// <summary>Of some sites, those where it is such a day by their own calendars.</summary>
    public IReadOnlyList<string> SitesNow(IReadOnlyList<string> sites, Catalogue catalogue, TimeProvider time)
    {
        var isEverywhere = sites.Contains(PersonGrant.Everywhere);
        var concerned = catalogue.Sites.Where(site => isEverywhere || sites.Contains(site.Code)).ToList();
        var now = concerned.Where(site => Holds(site.TimeZone.Today(time))).Select(site => site.Code).ToList();
        return isEverywhere && now.Count == concerned.Count ? sites : now;
    }
}

using System.Globalization;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Access;

/// <summary>Who works here: knows them again when they sign in, and says what they may do at this moment.</summary>
internal sealed class Persons(PersonStore store, LiveCatalogue catalogue, IOptions<AccessOptions> options, TimeProvider time)
{
    // Two of the same person at once, on two replicas: the second finds what the first wrote.
    private const int Attempts = 5;

    private static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true);

    /// <summary>Somebody by their id, whatever has become of them.</summary>
    public Task<Person?> FindAsync(Guid id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    /// <summary>All in some states, in the order of their names.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(IEnumerable<PersonState> states, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(states, cancellationToken)).OrderBy(one => one.Name, ByName)];

    /// <summary>Who handles complaints at a site themselves, in the order of their names: the people to whom a case may be given.</summary>
    public async Task<IReadOnlyList<Assignee>> ListAssigneesAsync(string site, CancellationToken cancellationToken)
    {
        var now = catalogue.Current;
        return [.. (await ListAsync([PersonState.Active], cancellationToken)).Where(one => one.Holds(Roles.Handler, site, now)).Select(one => new Assignee(one.Id, one.Name))];
    }

    /// <summary>
    /// The person who signed in: known by their identity, else, or while they wait, by an invitation for an address that the provider confirms, else new and waiting for an
    /// administrator.
    /// </summary>
    public async Task<Person> ArriveAsync(ExternalIdentity identity, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryArriveAsync(identity, cancellationToken) is { } person) return person;
            if (attempt == Attempts) throw new InvalidOperationException("A person who signed in was changed at every attempt to note it.");
        }
    }

    /// <summary>What somebody may do now, with what they may in others' stead; null for who does not work here.</summary>
    public async Task<PresentPerson?> FindPresentAsync(Guid id, CancellationToken cancellationToken)
    {
        var finding = store.FindAsync(id, cancellationToken);
        var absent = await store.ListStoodInForAsync(id, cancellationToken);
        if (await finding is not { IsActive: true } person) return null;
        var now = catalogue.Current;
        List<HeldRole> held = [.. person.Grants.Select(grant => new HeldRole(grant.Role, grant.SitesIn(now))), .. absent.Where(one => one.IsActive).SelectMany(one => LentBy(one, id, now))];
        return new PresentPerson(person, [.. held.GroupBy(one => (one.Role, one.For)).Select(same => Merged([.. same])).Where(one => one.Sites.Count > 0)]);
    }

    // What somebody holds goes into a header with each call: every site of a role once.
    private static HeldRole Merged(IReadOnlyList<HeldRole> same)
    {
        List<string> sites = [.. same.SelectMany(one => one.Sites).Distinct()];
        return same[0] with { Sites = sites.Contains(PersonGrant.Everywhere) ? [PersonGrant.Everywhere] : sites };
    }

    private async Task<Person?> TryArriveAsync(ExternalIdentity identity, CancellationToken cancellationToken)
    {
        var names = new PersonIdentity(identity.Issuer, identity.Provider, identity.Subject);
        var now = time.GetUtcNow().UtcDateTime;
        var known = await FindKnownAsync(identity, names, cancellationToken);
        if (known is null)
        {
            var added = await AdmitFirstAsync(new Person { Id = Guid.CreateVersion7(time.GetUtcNow()), State = PersonState.Waiting, Name = identity.Name, CreatedAt = now }, identity, cancellationToken);
            added = Arrived(added, identity, names) with { ArrivedAt = now };
            return await store.TryAddAsync(added, added.IsActive ? Admission(added) : null, cancellationToken) ? added : null;
        }
        var changed = Arrived(await AdmitFirstAsync(known, identity, cancellationToken), identity, names);
        if (changed != known) return await store.TryReplaceAsync(changed with { ArrivedAt = now }, changed.IsActive && !known.IsActive ? Admission(changed) : null, cancellationToken);
        await store.NoteArrivalAsync(known.Id, now, cancellationToken);
        return known;
    }

    // Who waits may be invited afterwards, by an address that their provider confirms only now. What waits holds nothing and goes: the invitation is who they are from then on.
    private async Task<Person?> FindKnownAsync(ExternalIdentity identity, PersonIdentity names, CancellationToken cancellationToken)
    {
        var known = await store.FindAsync(names, cancellationToken);
        if (known is not (null or { State: PersonState.Waiting }) || identity.Invitable is not { } email) return known;
        var invited = await store.FindInvitedAsync(email, cancellationToken);
        if (known is null || invited is null) return known ?? invited;
        return await store.TryRemoveWaitingAsync(known, cancellationToken) ? invited : known;
    }

    private AuditEntry Admission(Person person) =>
        AuditEntry.Of(AccessAudit.Admit, AuditActor.Person(person.Id), AccessAudit.On(person), time.GetUtcNow(), details: AccessAudit.Details(person));

    private static Person Arrived(Person person, ExternalIdentity identity, PersonIdentity names) => person with
    {
        Name = identity.Name,
        // One that nobody confirms may be anybody's: shown beside a name it would lend itself to being taken for a colleague.
        Email = identity.Invitable ?? person.Email,
        Identity = names,
        State = person.State == PersonState.Invited ? PersonState.Active : person.State,
    };

    // Only while nobody is it: a name that was forgotten in the configuration opens nothing later, and who has left stays out.
    private async Task<Person> AdmitFirstAsync(Person person, ExternalIdentity identity, CancellationToken cancellationToken)
    {
        if (person.State is PersonState.Active or PersonState.Left || !options.Value.Names(identity)) return person;
        if ((await store.ListAsync([PersonState.Active], cancellationToken)).Any(one => one.IsAdministrator)) return person;
        return person with { State = PersonState.Active, Grants = [.. person.Grants, PersonGrant.OfAdministrators] };
    }

    private IEnumerable<HeldRole> LentBy(Person absent, Guid standIn, Catalogue now) =>
        from absence in absent.Absences
        where absence.StandIn == standIn
        from grant in absent.Grants
        select new HeldRole(grant.Role, absence.SitesNow(grant.SitesIn(now), now, time), new StoodInFor(absent.Id, absent.Name));
}

/// <summary>Somebody who works here, with what they may do now.</summary>
/// <param name="Person">The person.</param>
/// <param name="Held">Their roles with the sites, and those of the people they stand in for.</param>
internal sealed record PresentPerson(Person Person, IReadOnlyList<HeldRole> Held);

using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Portal.Session;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Access;

/// <summary>What an administrator decides: who is invited, who may do what where, who acts for whom, and who has left.</summary>
internal sealed class AccessChanges(PersonStore store, Sessions sessions, TimeProvider time)
{
    /// <summary>Invites by an address: what is granted holds once somebody signs in with whom the provider confirms it.</summary>
    /// <exception cref="ProblemException">Somebody has the address already.</exception>
    public async Task<Person> InviteAsync(string name, string email, IReadOnlyList<PersonGrant> grants, Func<Person, AuditEntry> audit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var invited = new Person
        {
            Id = Guid.CreateVersion7(now),
            State = PersonState.Invited,
            Name = name,
            Email = EmailAddresses.Normal(email),
            Grants = grants,
            CreatedAt = now.UtcDateTime,
        };
        var isNew = await store.FindByEmailAsync(invited.Email, cancellationToken) is null && await store.TryAddAsync(invited, audit(invited), cancellationToken);
        return isNew ? invited : throw new ProblemException(new Problem(PortalProblems.KnownAddress));
    }

    /// <summary>Replaces all that somebody may do. Who was waiting or had left comes in with it.</summary>
    /// <exception cref="ProblemException">They changed meanwhile, or nobody would be left to administer.</exception>
    public Task<Person> GrantAsync(Person read, IReadOnlyList<PersonGrant> grants, Func<Person, AuditEntry> audit, CancellationToken cancellationToken) =>
        ChangeAsync(read, read with { Grants = grants, State = read.Identity is null ? PersonState.Invited : PersonState.Active }, audit, cancellationToken);

    /// <summary>Replaces all days on which somebody is away.</summary>
    /// <exception cref="ProblemException">They changed meanwhile.</exception>
    public Task<Person> SetAbsencesAsync(Person read, IReadOnlyList<Absence> absences, Func<Person, AuditEntry> audit, CancellationToken cancellationToken) =>
        ChangeAsync(read, read with { Absences = absences }, audit, cancellationToken);

    /// <summary>Ends all that somebody may do, and their sessions: a role that is given back later wakes no browser that was left somewhere. Their last token ends within a minute.</summary>
    /// <exception cref="ProblemException">They changed meanwhile, or nobody would be left to administer.</exception>
    public async Task<Person> LeaveAsync(Person read, Func<Person, AuditEntry> audit, CancellationToken cancellationToken)
    {
        var gone = await ChangeAsync(read, read with { State = PersonState.Left, Grants = [], Absences = [] }, audit, cancellationToken);
        await sessions.EndAllAsync(audit(gone).By, gone.Id, cancellationToken);
        return gone;
    }

    private async Task<Person> ChangeAsync(Person read, Person changed, Func<Person, AuditEntry> audit, CancellationToken cancellationToken)
    {
        if (read.IsAdministrator && !changed.IsAdministrator) await RequireAnotherAdministratorAsync(read.Id, cancellationToken);
        return await store.TryReplaceAsync(changed, audit(changed), cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.Stale));
    }

    // Two that end each other at the same moment leave nobody; then the first administrator of the configuration comes in again.
    private async Task RequireAnotherAdministratorAsync(Guid id, CancellationToken cancellationToken)
    {
        var active = await store.ListAsync([PersonState.Active], cancellationToken);
        if (!active.Any(one => one.Id != id && one.IsAdministrator)) throw new ProblemException(new Problem(PortalProblems.LastAdministrator));
    }
}

namespace QualiPref.Portal.Access;

/// <summary>A person as the administrator's calls show them.</summary>
internal sealed record PersonView(
    Guid Id, PersonState State, string Name, string? Email, PersonIdentity? Identity, IReadOnlyList<PersonGrant> Grants, IReadOnlyList<Absence> Absences,
    DateTimeOffset CreatedAt, DateTimeOffset? ArrivedAt)
{
    public static PersonView Of(Person person) => new(
        person.Id, person.State, person.Name, person.Email, person.Identity, person.Grants, person.Absences, person.CreatedAt, person.ArrivedAt);
}

/// <summary>Persons in the order of their names.</summary>
internal sealed record PersonList(IReadOnlyList<PersonView> Items);

/// <summary>Somebody who may be given a case.</summary>
internal sealed record Assignee(Guid Id, string Name);

/// <summary>Those who may be given a case, in the order of their names.</summary>
internal sealed record AssigneeList(IReadOnlyList<Assignee> Items);

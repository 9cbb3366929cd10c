namespace QualiPref.Platform.Persistence;

/// <summary>
/// What a service does to its database before it takes its first request: indexes, migrations, seed data. It must be repeatable, since it may be broken off
/// anywhere, and leave alone what the version before needs, which may run beside this one.
/// </summary>
public interface IStorageSetup
{
    /// <summary>Does it.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    Task PrepareAsync(CancellationToken cancellationToken);
}

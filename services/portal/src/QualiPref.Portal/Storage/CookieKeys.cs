using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using MongoDB.Driver;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;

namespace QualiPref.Portal.Storage;

/// <summary>
/// Keeps the keys that encrypt cookies in the portal's database, so that every replica reads the cookies and forms of the others. They are read at the
/// start and about once a day, written about every 90 days: what has been read goes on while the database is away.
/// </summary>
internal sealed class CookieKeys(MongoDatabases databases) : IXmlRepository
{
    private readonly IMongoCollection<CookieKey> _keys = databases.For(QualiPrefHost.Portal).GetCollection<CookieKey>("cookieKeys");

    // The process listens only after they were read, or could not be.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var patience = new CancellationTokenSource(Patience);
        return [.. _keys.Find(Builders<CookieKey>.Filter.Gt(key => key.Id, "")).ToList(patience.Token).Select(key => XElement.Parse(key.Xml))];
    }

    // Of one name each: two replicas that begin at once keep a key each, and both read both.
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        _keys.InsertOne(new CookieKey { Id = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
    }
}

/// <summary>A key as ASP.NET writes it.</summary>
internal sealed class CookieKey
{
    public required string Id { get; init; }

    public required string Xml { get; init; }
}

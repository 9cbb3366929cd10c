using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Platform.Http;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
/// <param name="Items">The items of this page.</param>
/// <param name="Next">Cursor of the next page, null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Size">Items a page, 1 to 200.</param>
/// <param name="After">Sort key of the last item already seen, null for the first page.</param>
public sealed record PageRequest(int Size, string? After)
{
    internal const int Default = 50;

    internal const int Largest = 200;

    /// <summary>Reads <c>pageSize</c> (default 50) and <c>cursor</c> from the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="errors">Where faults are noted.</param>
    public static PageRequest Read(IQueryCollection query, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(errors);
        var size = Default;
        var text = query["pageSize"].ToString();
        if (text.Length > 0 && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > Largest))
        {
            errors.Add("pageSize", $"Un nombre de 1 à {Largest} est attendu.", $"A number from 1 to {Largest} is expected.");
        }
        var cursor = query["cursor"].ToString();
        string? after = null;
        if (cursor.Length > 0 && !TryDecode(cursor, out after))
        {
            errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        }
        return new PageRequest(size, after);
    }

    /// <summary>Cuts a result that was read with one item more than the page holds.</summary>
    /// <typeparam name="T">What the list holds.</typeparam>
    /// <param name="read">Up to <see cref="Size"/> + 1 items in order.</param>
    /// <param name="keyOf">Sort key of an item, unique in the list.</param>
    public Page<T> Cut<T>(IReadOnlyList<T> read, Func<T, string> keyOf)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(keyOf);
        return read.Count <= Size
            ? new Page<T>(read, null)
            : new Page<T>([.. read.Take(Size)], CursorOf(keyOf(read[Size - 1])));
    }

    /// <summary>The cursor that is read as <see cref="After"/>.</summary>
    /// <param name="key">Sort key of an item.</param>
    public static string CursorOf(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    private static bool TryDecode(string cursor, out string? key)
    {
        key = null;
        if (cursor.Length > 500 || !Base64Url.IsValid(cursor)) return false;
        key = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return true;
    }
}

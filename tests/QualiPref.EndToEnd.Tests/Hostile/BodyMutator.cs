using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>Makes hostile bodies out of valid ones.</summary>
internal sealed class BodyMutator(Random random)
{
    public const int JustTooLarge = 66_000;

    private const string Marker = "@hostile@";
    private const int TooLargeForABatch = 4_300_000;

    /// <summary>JSON that can be read as such, with one to three changes inside; names and values may be no text.</summary>
    public string WellFormed(string json)
    {
        for (var changes = random.Next(1, 4); changes > 0 && CanBeChanged(json); changes--)
            json = ChangeOne(json);
        return json;
    }

    /// <summary>Bytes that may be no JSON, no UTF-8, or too large.</summary>
    public byte[] Broken(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(14) switch
        {
            0 => bytes[..random.Next(bytes.Length + 1)],
            1 or 2 => Flipped(bytes),
            3 => Inserted(bytes),
            4 => [0xEF, 0xBB, 0xBF, .. bytes],
            5 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            6 => Encoding.BigEndianUnicode.GetBytes(text),
            7 => Encoding.Latin1.GetBytes(text + "é"),
            8 => [.. bytes, .. bytes],
            9 => Encoding.UTF8.GetBytes($"/* {text} */ {text},"),
            10 => Encoding.UTF8.GetBytes(text.Replace('"', '\'')),
            11 => Encoding.UTF8.GetBytes(Nested(random.Next(10, 5_000), text)),
            12 => Padded(bytes, random.Next(200) == 0 ? TooLargeForABatch : JustTooLarge),
            _ => Rubbish(random.Next(200)),
        };
    }

    /// <summary>A form or a line of CSV with one value replaced, repeated, renamed or left out.</summary>
    public string Fields(string text, char separator)
    {
        var fields = text.Split(separator).ToList();
        var at = random.Next(fields.Count);
        var name = fields[at].Split('=')[0];
        var value = separator == '&' ? Uri.EscapeDataString(random.Pick(HostileValues.Texts)) : random.Pick(HostileValues.Texts);
        switch (random.Next(5))
        {
            case 0: fields.RemoveAt(at); break;
            case 1: fields.Add(fields[at]); break;
            case 2: fields[at] = value; break;
            case 3: fields.Add($"{name}={value}"); break;
            default: fields[at] = separator == '&' ? $"{name}={value}" : value; break;
        }
        return string.Join(separator, fields);
    }

    private string ChangeOne(string json)
    {
        var root = JsonNode.Parse(json);
        var places = Places(root).ToArray();
        var (parent, name, index) = places[random.Next(places.Length)];
        if (parent is JsonArray array)
        {
            array[index] = Marker;
            return Written(root!, $"\"{Marker}\"", random.Pick(HostileValues.Json));
        }
        var fields = parent.AsObject();
        switch (random.Next(8))
        {
            case 0:
                fields.Remove(name!);
                return root!.ToJsonString();
            case 1:
                fields[Marker] = 0;
                return Written(root!, $"\"{Marker}\":0", $"{random.Pick(HostileValues.Names)}:{random.Pick(HostileValues.Json)}");
            case 2:
                fields[Marker] = 0;
                return Written(root!, $"\"{Marker}\":0", $"{JsonSerializer.Serialize(name)}:{random.Pick(HostileValues.Json)}");
            case 3:
                fields[name!] = Marker;
                return Written(root!, $"\"{Marker}\"", Nested(random.Next(2, 20), "1"));
            case 4:
                fields[name!] = random.Pick(HostileValues.Texts);
                return root!.ToJsonString();
            case 5:
                fields[name!] = places[random.Next(places.Length)] is { Name: { } other, Parent: JsonObject from } ? from[other]?.DeepClone() : null;
                return root!.ToJsonString();
            default:
                fields[name!] = Marker;
                return Written(root!, $"\"{Marker}\"", random.Pick(HostileValues.Json));
        }
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject fields => fields.Select(field => ((JsonNode)fields, (string?)field.Key, 0)).Concat(fields.SelectMany(field => Places(field.Value))),
        JsonArray items => items.Select((_, at) => ((JsonNode)items, (string?)null, at)).Concat(items.SelectMany(Places)),
        _ => [],
    };

    private static string Written(JsonNode root, string marked, string replacement) => root.ToJsonString().Replace(marked, replacement, StringComparison.Ordinal);

    /// <summary>Whether another change can start from it: a name twice or half a surrogate pair is for the server alone.</summary>
    private static bool CanBeChanged(string json)
    {
        try
        {
            var root = JsonNode.Parse(json);
            return Places(root).ToArray().Length > 0 && root!.ToJsonString().Length > 0;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or JsonException)
        {
            return false;
        }
    }

    private string Nested(int depth, string inside) => random.Next(2) == 0
        ? new string('[', depth) + inside + new string(']', depth)
        : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + inside + new string('}', depth);

    private byte[] Flipped(byte[] bytes)
    {
        for (var flips = random.Next(1, 4); flips > 0 && bytes.Length > 0; flips--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private byte[] Inserted(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. Rubbish(random.Next(1, 4)), .. bytes[at..]];
    }

    private static byte[] Padded(byte[] bytes, int length)
    {
        var padded = new byte[Math.Max(length, bytes.Length)];
        Array.Fill(padded, (byte)' ');
        bytes.CopyTo(padded, padded.Length - bytes.Length);
        return padded;
    }

    private byte[] Rubbish(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stillhound.Server.Cases;

/// <summary>
/// What each person saw of each campaign when they last looked, for telling what changed since. It is no act, so it is in a small file and
/// not in the ledger; what a crash loses of it is seen as new once more. Bounded: the oldest looks of a person, and the people who looked
/// longest ago, are forgotten. Thread safe.
/// </summary>
internal sealed class Looks
{
    /// <summary>Most campaigns that are remembered for one person.</summary>
    public const int MostCampaigns = 2000;

    /// <summary>Most people.</summary>
    public const int MostPeople = 200;

    private const int LongestName = 200;
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Dictionary<string, Look>> _looks = new(StringComparer.OrdinalIgnoreCase);
    private bool _changed;
    private long _savedAt;

    /// <summary>Reads what is in a file; one that is missing or damaged is as none.</summary>
    public Looks(string path, TimeProvider time)
    {
        (_path, _time, _savedAt) = (path, time, time.GetTimestamp());
        foreach (var look in Load(path))
            Set(look);
        _changed = false;
    }

    /// <summary>What a person saw of a campaign last; null when they never looked.</summary>
    public Look? Find(string person, string campaign)
    {
        lock (_gate)
            return _looks.TryGetValue(person, out var own) ? own.GetValueOrDefault(campaign) : null;
    }

    /// <summary>A person looks at a campaign.</summary>
    /// <param name="person">Who.</param>
    /// <param name="campaign">Which.</param>
    /// <param name="revision">The revision that they see; what counts as one is the caller's to say.</param>
    public void Mark(string person, string campaign, long revision)
    {
        if (person.Length is 0 or > LongestName || campaign.Length is 0 or > LongestName)
            return;
        lock (_gate)
        {
            Set(new Look(person, campaign, revision, _time.GetUtcNow()));
            if (_time.GetElapsedTime(_savedAt) >= SaveEvery)
                Save();
        }
    }

    /// <summary>Writes the file, if anything changed. Where that fails the next change tries again: nothing but marks can be lost.</summary>
    public void Save()
    {
        lock (_gate)
        {
            _savedAt = _time.GetTimestamp();
            if (!_changed)
                return;
            try
            {
                File.WriteAllBytes(_path + ".new", JsonSerializer.SerializeToUtf8Bytes(_looks.Values.SelectMany(static own => own.Values).OrderBy(static l => l.Time).ToList(), LookJson.Default.ListLook));
                File.Move(_path + ".new", _path, overwrite: true);
                _changed = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk is told by the journal.
            }
        }
    }

    private void Set(Look look)
    {
        if (!_looks.TryGetValue(look.Person, out var own))
        {
            if (_looks.Count == MostPeople)
                _looks.Remove(_looks.MinBy(static p => p.Value.Values.Max(static l => l.Time)).Key);
            _looks[look.Person] = own = new Dictionary<string, Look>(StringComparer.Ordinal);
        }

        if (own.Count == MostCampaigns && !own.ContainsKey(look.Campaign))
            own.Remove(own.MinBy(static l => l.Value.Time).Key);
        own[look.Campaign] = look;
        _changed = true;
    }

    private static List<Look> Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), LookJson.Default.ListLook) ?? [] : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

/// <summary>What a person saw of a campaign.</summary>
/// <param name="Person">Who.</param>
/// <param name="Campaign">Which.</param>
/// <param name="Revision">The revision that they saw.</param>
/// <param name="Time">When.</param>
internal sealed record Look(string Person, string Campaign, long Revision, DateTimeOffset Time);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(List<Look>))]
internal sealed partial class LookJson : JsonSerializerContext;
